"""JUnit XML: one test case a file, one failure a finding, as build servers show them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from pipeline import catalogue
from pipeline.cli.report.view import View, sentence
from pipeline.diagnostic import Diagnostic, Severity

# What XML 1.0 (§2.2) cannot hold, even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(diagnostics: Sequence[Diagnostic], view: View) -> str:
    """Return a suite with a case for every finding: errors and warnings fail, information passes with its text."""
    suite = ElementTree.Element("testsuite", name="tomes check")
    suite.extend(_case(finding, view) for finding in diagnostics)
    failures = sum(finding.severity is not Severity.INFO for finding in diagnostics)
    if not diagnostics:
        ElementTree.SubElement(suite, "testcase", classname="tomes", name=catalogue.words(view.language)["none"])
    suite.attrib |= {"tests": str(max(len(diagnostics), 1)), "failures": str(failures), "errors": "0"}
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _case(finding: Diagnostic, view: View) -> ElementTree.Element:
    path = view.location(finding.span.path) if finding.span else "tomes"
    place = f"{finding.span.line}:{finding.span.column} " if finding.span else ""
    name = f"{place}{finding.code} {catalogue.entry(finding.code, view.language).name}"
    case = ElementTree.Element("testcase", classname=path, name=name)
    text = _UNWRITABLE.sub("\ufffd", sentence(finding, view))
    if finding.severity is Severity.INFO:
        ElementTree.SubElement(case, "system-out").text = text
    else:
        failure = ElementTree.SubElement(case, "failure", type=finding.severity.value, message=text)
        failure.text = _UNWRITABLE.sub("\ufffd", catalogue.remedy(finding, view.language))
    return case
