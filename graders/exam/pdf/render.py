"""Typst's compiler, fed with the report as JSON."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from graders.exam.pdf.printable import typeset
from graders.exam.pdf.view import report_view
from graders.exam.report import Report
from question_bank.model import Locale

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
