"""The score report of an exam, printed."""

from __future__ import annotations

from pathlib import Path

from graders.exam.pdf.view import report_view
from graders.exam.report import Report
from graders.printing.compiler import compile_pdf
from question_bank.model import Locale

TEMPLATE = Path(__file__).parent / "report.typ"


def render_pdf(report: Report, locale: Locale) -> bytes:
    """The report in one language as a PDF/UA-1 file; the same report gives the same bytes."""
    return compile_pdf(TEMPLATE, report_view(report, locale), report.generated_at)
