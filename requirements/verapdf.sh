#!/bin/sh
# Puts veraPDF, which validates PDF/UA, into FOLDER (of the virtual environment): one archive of known bytes, by Maven.
# Where Maven is not installed nothing is done: what needs veraPDF says so.
set -eu
folder=$1
version=1.28.2
sha256=687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
archive="$folder/greenfield-apps-$version.jar"
check() { echo "$sha256  $1" | sha256sum --check --status; }
[ -f "$archive" ] && check "$archive" && exit 0
command -v mvn >/dev/null || {
    echo "Maven is missing: screen PDFs will not be validated (veraPDF)."
    exit 0
}
mkdir -p "$folder/new"
mvn --quiet --batch-mode --strict-checksums -Dstyle.color=never "$plugin:copy" \
    -DoutputDirectory="$folder/new" -Dartifact="org.verapdf.apps:greenfield-apps:$version"
check "$folder/new/greenfield-apps-$version.jar" || {
    echo "veraPDF $version is not the file that was expected: its SHA-256 differs." >&2
    exit 1
}
mv "$folder/new/greenfield-apps-$version.jar" "$archive"
rmdir "$folder/new"
