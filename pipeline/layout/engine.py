"""Every name of WeasyPrint that the layout uses, private ones among them: WeasyPrint is pinned, and has no types."""

from __future__ import annotations

from typing import Any

from pipeline.layout import loading

loading.load()  # before anything else imports WeasyPrint

import cssselect2  # type: ignore[import-untyped] # has no types
import pydyf as _pydyf  # type: ignore[import-untyped] # has no types
import weasyprint
from weasyprint import draw, html, layout, pdf, stacking, urls
from weasyprint.formatting_structure import boxes as _boxes
from weasyprint.layout import absolute, page
from weasyprint.logger import LOGGER
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.pdf import stream
from weasyprint.text import fonts as text_fonts

HTML: Any = weasyprint.HTML
CSS: Any = weasyprint.CSS
UA_STYLESHEET: Any = html.UA_STYLESHEET
FontConfiguration: Any = text_fonts.FontConfiguration
FatalURLFetchingError = urls.FatalURLFetchingError
URLFetcher: Any = urls.URLFetcher
URLFetcherResponse: Any = urls.URLFetcherResponse

boxes: Any = _boxes
pydyf: Any = _pydyf
AbsolutePlaceholder: Any = absolute.AbsolutePlaceholder
Font: Any = pdf_fonts.Font
Stream: Any = stream.Stream
StackingContext: Any = stacking.StackingContext
Dictionary: Any = _pydyf.Dictionary
String: Any = _pydyf.String
ElementWrapper: Any = cssselect2.ElementWrapper
weasyprint_layout: Any = layout
weasyprint_page: Any = page
weasyprint_pdf: Any = pdf
draw_stacking_context: Any = draw.draw_stacking_context
get_hb_object_data: Any = text_fonts.get_hb_object_data

__all__ = [
    "CSS",
    "HTML",
    "LOGGER",
    "UA_STYLESHEET",
    "AbsolutePlaceholder",
    "Dictionary",
    "ElementWrapper",
    "FatalURLFetchingError",
    "Font",
    "FontConfiguration",
    "StackingContext",
    "Stream",
    "String",
    "URLFetcher",
    "URLFetcherResponse",
    "boxes",
    "draw_stacking_context",
    "get_hb_object_data",
    "pydyf",
    "weasyprint_layout",
    "weasyprint_page",
    "weasyprint_pdf",
]
