"""The commands `bank export` and `bank import`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, cast

import typer
from rich.console import Console

from question_bank import load
from question_bank.model import Locale, Status

if TYPE_CHECKING:
    from question_bank.exchange.formats import Format
    from question_bank.exchange.imported import Intake
    from question_bank.exchange.question import Question

LARGEST = 256 * 2**20  # bytes of a file that is read


class Target(StrEnum):
    """A format that is written."""

    MOODLE_XML = "moodle-xml"
    GIFT = "gift"
    QTI21 = "qti21"
    QTI30 = "qti30"
    CSV = "csv"
    XLSX = "xlsx"
    APKG = "apkg"


class Origin(StrEnum):
    """A format that is read."""

    MOODLE_XML = "moodle-xml"
    GIFT = "gift"
    QTI12 = "qti12"
    QTI21 = "qti21"
    QTI30 = "qti30"
    CSV = "csv"
    XLSX = "xlsx"
    APKG = "apkg"


class Purpose(StrEnum):
    """What items are for."""

    MOCK = "mock"
    PRACTICE = "practice"


class State(StrEnum):
    """Where items stand."""

    LIVE = "live"
    DRAFT = "draft"
    RETIRED = "retired"
    ANY = "any"


class Languages(StrEnum):
    """The languages that are written."""

    EN = "en"
    FR = "fr"
    BOTH = "both"


class Language(StrEnum):
    """The language of text that names none."""

    EN = "en"
    FR = "fr"


Roots = Annotated[
    list[Path] | None,
    typer.Option("--root", help="Bank root; repeat it. Default: the package and PARCOURS_BANK."),
]


def export_items(
    *,
    to: Annotated[Target, typer.Option(help="Format.")],
    out: Annotated[Path, typer.Option(help="File to write; one that exists is replaced.")],
    exam: Annotated[str | None, typer.Option(help="Only this exam.")] = None,
    domain: Annotated[str | None, typer.Option(help="Only this domain.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only this topic.")] = None,
    use: Annotated[Purpose | None, typer.Option(help="Only this use.")] = None,
    status: Annotated[State, typer.Option(help="Only this status.")] = State.LIVE,
    lang: Annotated[Languages, typer.Option(help="Languages.")] = Languages.BOTH,
    root: Roots = None,
) -> None:
    """Write items for another system. The file holds the answers."""
    from question_bank.exchange.formats import FORMATS
    from question_bank.exchange.selection import Selection, selected

    bank, findings = load.load_bank(root)
    selection = Selection(
        exam=exam,
        domain=domain,
        topic=topic,
        use=None if use is None else use.value,
        status=None if status is State.ANY else cast(Status, status.value),
        lang=lang.value,
    )
    questions, left_out = selected(bank, selection)
    for found in (*findings, *left_out):
        typer.echo(str(found), err=True)
    if not questions:
        domains = ", ".join(sorted({f"{bank.exam_of(item.id)}/{item.domain}" for item in bank}))
        _fail(f"no item answers to all of this; the bank has {domains}")
    _write(out, FORMATS[to], questions)
    typer.echo(f"{out}: {len(questions)} items, {FORMATS[to].title}, CC BY 4.0")
    typer.echo(
        "It holds the answers, also of items of mock exams: keep it from candidates.", err=True
    )


def _write(out: Path, to: Format, questions: tuple[Question, ...]) -> None:
    from question_bank.exchange.question import NotWritable

    try:
        out.write_bytes(to.write(questions))
    except NotWritable as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{out} cannot be written: {error.strerror}", code=2)


def import_items(
    file: Annotated[Path, typer.Argument(help="File of another system, or of `bank export`.")],
    *,
    into: Annotated[Path, typer.Option(help="Bank root that gets the drafts.")],
    from_: Annotated[
        Origin | None, typer.Option("--from", help="Format; found out if absent.")
    ] = None,
    exam: Annotated[str, typer.Option(help="Exam of questions that state none.")] = "ccm",
    domain: Annotated[str | None, typer.Option(help="Domain of these questions.")] = None,
    topic: Annotated[str | None, typer.Option(help="Topic of these questions.")] = None,
    lang: Annotated[Language, typer.Option(help="Language of text not marked.")] = Language.EN,
    keep_status: Annotated[
        bool, typer.Option("--keep-status", help="Our own export: keep status and review.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
) -> None:
    """Take questions of another system as drafts; items that exist are never overwritten.

    Ends with 0 when every question came in, 1 when one did not, 2 when the file cannot be read.
    """
    from question_bank.exchange.formats import FORMATS, format_of
    from question_bank.exchange.imported import Intake, Into, NoSuchPlace
    from question_bank.exchange.question import NotReadable

    data = _content(file)
    bank, _ = load.load_bank([*load.default_roots(), *([into] if into.is_dir() else [])])
    today = datetime.now().astimezone().date()
    where = Into(into, exam, today, domain, topic, keeps_status=keep_status)
    try:
        intake = Intake(bank, where, str(file))
        found = FORMATS[from_] if from_ else format_of(data, file.name)
        _take(intake, found, data, lang.value)
    except (NotReadable, NoSuchPlace) as error:
        _fail(f"{file}: {str(error).removeprefix(f'{file}: ')}", code=2)
    if not dry_run:
        try:
            intake.write()
        except OSError as error:
            _fail(f"{error.filename} cannot be written: {error.strerror}", code=2)
    _tell(intake, found, "would write" if dry_run else "wrote")
    if intake.refused or not intake.drafts:
        raise typer.Exit(1)


def _tell(intake: Intake, found: Format, done: str) -> None:
    """Say which files there are, what is wrong with them, and how many did not come in."""
    from question_bank.check_report import show

    for draft in intake.drafts:
        typer.echo(f"{done} {draft.path}")
    count, refused = len(intake.drafts), intake.refused
    show((*intake.findings, *intake.checked()), f"{count} drafts", Console())
    typer.echo(f"{count} of {count + refused} questions came in as {found.title}", err=True)


def _take(intake: Intake, found: Format, data: bytes, locale: Locale) -> None:
    """Read the file and make drafts, with a progress bar where someone looks."""
    from rich.progress import Progress

    reading = found.read(data, locale)
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Importing", total=len(reading.questions))
        intake.take(reading, lambda: bar.advance(task))


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            _fail(f"{file}: is larger than {LARGEST // 2**20} MiB; split it", code=2)
        return file.read_bytes()
    except OSError as error:
        _fail(f"{file}: cannot be opened: {error.strerror}", code=2)


def _fail(message: str, code: int = 1) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
