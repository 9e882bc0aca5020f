"""Build the book: assemble both languages, let Sphinx write them, check them, put them in place."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from apps.book.assemble import assemble
from apps.book.contents import Contents
from apps.book.flaw import Flaw
from apps.book.links import faults
from curriculum.catalog import Catalog
from question_bank.bank import Bank
from question_bank.model import LOCALES, Locale

FOLDER = Path(__file__).parent
MARK = "searchindex.js"  # every folder that Sphinx wrote has it

_WARNING = re.compile(
    r"^(?:(?P<path>[^:\n]+\.(?:ipynb|md))(?::(?P<line>\d+))?: )?"
    r"(?:WARNING|ERROR|CRITICAL): (?P<said>.*)$"
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class NotOurs(Exception):
    """The folder to write to holds something else than a book."""


def build_book(
    catalog: Catalog, bank: Bank, out: Path, languages: tuple[Locale, ...] = LOCALES
) -> tuple[Flaw, ...]:
    """Build the book in `out`; with flaws, they are returned and `out` stays as it was."""
    for lang in languages:
        if (out / lang).exists() and not (out / lang / MARK).exists():
            raise NotOurs(f"{out / lang} is there and is no book; choose another folder")
    today = datetime.now(tz=UTC).date()
    contents = Contents(catalog)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".building-") as work:

        def one(lang: Locale) -> tuple[Flaw, ...]:
            source = Path(work) / f"source-{lang}"
            source.mkdir()
            flaws = assemble(contents, bank, lang, source, today)
            return flaws or _sphinx(source, Path(work) / lang, lang, jobs=_jobs(languages))

        with ThreadPoolExecutor() as pool:
            found = tuple(flaw for flaws in pool.map(one, languages) for flaw in flaws)
        if not found:
            _put_in_place(Path(work), out, languages)
    return found


def _jobs(languages: tuple[Locale, ...]) -> int:
    """Processes for each language."""
    return max(1, (os.cpu_count() or 1) // len(languages))


def _sphinx(source: Path, target: Path, lang: Locale, jobs: int) -> tuple[Flaw, ...]:
    """Let Sphinx write one language; each of its warnings is a flaw."""
    doctrees = source.with_name(f"doctrees-{lang}")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "--no-color"),
            *("-b", "html", "-j", str(jobs), "-c", str(FOLDER), "-d", str(doctrees)),
            *("-D", f"language={lang}", str(source), str(target)),
        ],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
    )
    course = json.loads((source / "course.json").read_text(encoding="utf-8"))
    flaws = tuple(_warnings(_COLOUR.sub("", done.stderr), source, course["pages"]))
    if done.returncode and not flaws:
        flaws = (Flaw("Sphinx", done.stderr.strip() or done.stdout.strip()),)
    if flaws:
        return flaws
    files = {name: page["file"] for name, page in course["pages"].items()}
    return tuple(faults(target, files=files))


def _warnings(said: str, source: Path, pages: dict[str, dict[str, object]]) -> Iterator[Flaw]:
    """The warnings of Sphinx, each with the notebook and the cell it means."""
    from apps.book.extension import LINES_A_CELL

    for line in said.splitlines():
        found = _WARNING.match(line)
        if found is None:
            continue
        path = Path(found["path"] or "Sphinx")
        name = path.relative_to(source) if path.is_relative_to(source) else path
        page = pages.get(name.with_suffix("").as_posix())
        where = str(name)
        if page is not None:
            where = str(page["file"])
            cell, row = divmod(int(found["line"] or 0), LINES_A_CELL)
            cells = page["cells"]
            if isinstance(cells, list) and 0 < cell <= len(cells):
                where += f", cell {cells[cell - 1]['id']}, line {row - 1}"
        yield Flaw(where, found["said"])


def _put_in_place(work: Path, out: Path, languages: tuple[Locale, ...]) -> None:
    for lang in languages:
        if (out / lang).exists():
            shutil.rmtree(out / lang)
        (work / lang).rename(out / lang)
        for leftover in (out / lang).glob(".buildinfo*"):
            leftover.unlink()
    shutil.copyfile(FOLDER / "doors" / "index.html", out / "index.html")
