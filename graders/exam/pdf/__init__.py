"""The score report as a tagged PDF."""

from graders.exam.pdf.render import render_pdf

__all__ = ["render_pdf"]
