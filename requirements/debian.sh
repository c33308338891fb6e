#!/bin/sh
# Installs the Debian packages that tomes needs: with apt when root, otherwise prints the exact line and goes on.
#   Pango and HarfBuzz  lay out the PDF        Chromium  draws EPUB screens in the tests, and runs DAISY Ace
#   Node and npm        run DAISY Ace in the tests
#   Maven               fetches veraPDF for the tests
#   hunspell-fr         spelling               poppler, qpdf  read PDFs back in the tests
#   grammalecte-cli     grammar
set -eu
packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 hunspell-fr grammalecte-cli chromium poppler-utils qpdf python3-venv"
command -v dpkg-query >/dev/null || {
    echo "This is no Debian: install Pango 1.50 or later (README, « Other systems »)."
    exit 0
}
command -v npm >/dev/null || packages="$packages nodejs npm"
command -v mvn >/dev/null || packages="$packages maven"
missing=""
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
line="apt-get install --yes --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $line -qq >/dev/null
else
    echo "These Debian packages are missing; what needs them will say so. To install them:"
    echo "    sudo $line"
fi
