"""Typst's compiler, fed with a report as JSON."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from graders.printing.printable import typeset

ROOT = Path(__file__).parents[1]  # templates import `/printing/parts.typ`
REMEMBERED_RUNS = 10  # the compiler's cache keeps what its last ten runs used


def compile_pdf(template: Path, data: Any, moment: datetime) -> bytes:
    """The template filled with data, as a PDF/UA-1 file; the same data give the same bytes.

    The data reach the template as the JSON input `report` and are only ever shown as text, so
    that words which hold Typst syntax print as they were written. `moment` is when it was made.
    """
    import typst

    pdf: bytes = typst.compile(
        template,
        root=ROOT,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(typeset(data), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(moment.timestamp()),
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
