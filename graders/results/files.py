"""Reports and exports as files: personal data, for nobody but whoever asked for them."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from graders.results.cohort import cohort_view
from graders.results.pages import cohort_html, student_html, whole_page
from graders.results.pdf.render import cohort_pdf, student_pdf
from graders.results.records import Results
from graders.results.student import student_view
from question_bank.model import LOCALES, Locale

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


def write_cohort(results: Results, out: Path, langs: Sequence[Locale] = LOCALES) -> Iterator[Path]:
    """The report on the cohort, as page and PDF in each language; yields each file."""
    for lang in langs:
        view = cohort_view(results, lang)
        yield write_private(
            out / f"cohort.{lang}.html", whole_page(cohort_html(view), view).encode()
        )
        yield write_private(out / f"cohort.{lang}.pdf", cohort_pdf(view, results.at))


def write_student(
    results: Results, student: str, out: Path, langs: Sequence[Locale] = LOCALES
) -> Iterator[Path]:
    """The report on one student, as page and PDF in each language; yields each file."""
    for lang in langs:
        view = student_view(results, student, lang)
        stem = f"{file_stem(student)}.{lang}"
        page = whole_page(student_html(view), view)
        yield write_private(out / f"{stem}.html", page.encode())
        yield write_private(out / f"{stem}.pdf", student_pdf(view, results.at))


def file_stem(student: str) -> str:
    """A name for the files of a student: the id itself where that is harmless."""
    if _PLAIN.fullmatch(student):
        return student
    kept = re.sub(r"[^A-Za-z0-9]+", "-", student).strip("-")[:40] or "student"
    return f"{kept}-{hashlib.sha256(student.encode()).hexdigest()[:8]}"


def write_private(path: Path, content: bytes) -> Path:
    """A file that only its owner can read, in place whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
