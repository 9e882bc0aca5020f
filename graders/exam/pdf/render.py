"""Typst's compiler, fed with the report as JSON."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from graders.exam.pdf.view import report_view
from graders.exam.report import Report
from question_bank.model import Locale

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
TEMPLATE = Path(__file__).parent / "report.typ"


def render_pdf(report: Report, locale: Locale) -> bytes:
    """The report in one language as a PDF/UA-1 file; the same report gives the same bytes.

    The data reaches the template as a JSON input and is only ever shown as text, so a stem
    that holds Typst syntax prints as it was written.
    """
    import typst

    data = typeset(report_view(report, locale))
    pdf: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=_whole_seconds(report.generated_at),
    )
    return pdf


def _whole_seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def typeset(value: Any) -> Any:
    """The same data with printers' apostrophes; addresses are left alone."""
    if isinstance(value, str):
        return value if "://" in value else _APOSTROPHE.sub("\u2019", value)
    if isinstance(value, list):
        return [typeset(each) for each in value]
    if isinstance(value, dict):
        return {key: typeset(each) for key, each in value.items()}
    return value
