"""The only door through which WeasyPrint gets bytes: fonts and images by their hash, nothing from disk or network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.layout.addresses import FILES
from pipeline.layout.engine import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class Fetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Serves registered files (media type and path by hash); any other address raises FatalURLFetchingError."""

    def __init__(self, files: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(allowed_protocols=(FILES,))
        self._files = files

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """Return the bytes of a registered file; `headers` are of no use here."""
        scheme, _, sha256 = url.partition(":")
        if scheme != FILES or sha256 not in self._files:
            raise FatalURLFetchingError(url)
        media_type, path = self._files[sha256]
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": media_type})
