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
REMEMBERED_RUNS = 10  # the compiler's cache keeps what its last ten runs used


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
    _forget_layout()
    return pdf


def _forget_layout() -> None:
    """Age this report out of the compiler's global cache: about 40 ms, for 430 MB in a server.

    No two reports share a layout worth keeping, and the binding has no other way to say so.
    """
    import typst

    for _ in range(REMEMBERED_RUNS + 1):
        typst.compile(b"", format="pdf", ignore_system_fonts=True)


def _whole_seconds(moment: datetime) -> int:
    return int(moment.timestamp())
