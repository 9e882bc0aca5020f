"""The commands `parcours course`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape

from graders.sandbox.cli import sandbox
from question_bank.model import LOCALES, Locale

if TYPE_CHECKING:
    from graders.results.records import Results

CourseFolder = Annotated[Path, typer.Option("--course", help="Folder of the course.")]
out = Console()
err = Console(stderr=True)


class Language(StrEnum):
    """A language of reports."""

    EN = "en"
    FR = "fr"


class Format(StrEnum):
    """What an export is for."""

    CSV = "csv"
    XLSX = "xlsx"
    MOODLE = "moodle"
    CANVAS = "canvas"
    RESEARCH = "research"


course_app = typer.Typer(no_args_is_help=True, help="The nbgrader course of the cases.")
course_app.command("sandbox")(sandbox)


@course_app.command()
def build(
    out: Annotated[Path, typer.Option(help="Folder of the course: empty, or built before.")],
    case: Annotated[list[str] | None, typer.Option(help="Only this case; may be repeated.")] = None,
    module: Annotated[
        list[str] | None, typer.Option(help="Only the live cases of this module; may be repeated.")
    ] = None,
    course_id: Annotated[str, typer.Option("--course", help="nbgrader's id of the course.")] = (
        "parcours"
    ),
    exchange: Annotated[
        Path | None, typer.Option(help="Folder through which assignments go out and come back.")
    ] = None,
    root: Annotated[Path | None, typer.Option(help="Another curriculum.")] = None,
) -> None:
    """Write an nbgrader course with the cases; built again, it renews their source only."""
    from curriculum.load import load_catalog
    from graders.course.build import NoSuchCase, NotACourse, build_course, chosen_cases

    named = os.environ.get("PARCOURS_CURRICULUM")
    curriculum = root or (Path(named) if named else None)
    catalog, _ = load_catalog(curriculum)
    try:
        found = chosen_cases(catalog, case or (), module or ())
        built = build_course(
            catalog, found, out, course_id=course_id, exchange=exchange, curriculum=curriculum
        )
    except (NoSuchCase, NotACourse) as refusal:
        raise _refused(refusal) from None
    for path in built.missing:
        err.print(f"no table {escape(str(path))}", style="red", highlight=False, soft_wrap=True)
    for name in built.assignments:
        typer.echo(name)
    if not built.assignments:
        err.print("parcours: no live case; name one with --case", style="red", highlight=False)
    if built.missing or not built.assignments:
        raise typer.Exit(1)


@course_app.command()
def lab(
    context: typer.Context,
    course: CourseFolder,
    student: Annotated[
        str | None, typer.Option(help="Open it as that student, in a folder of their own.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port on 127.0.0.1; a free one if absent.")
    ] = None,
) -> None:
    """Open JupyterLab on a course: formgrader for who teaches, or what a student has."""
    from apps.course_lab import NotAName, open_lab
    from apps.lessons.lab import free_port
    from apps.settings import Settings

    if isinstance(context.obj, int):
        os.umask(context.obj)  # files of a course are shared as its owner shares files
    settings = Settings.from_environment()
    settings.make_private()

    def tell(address: str, folder: Path) -> None:
        typer.echo(address)
        err.print(f"{escape(str(folder))}; Ctrl-C ends it", highlight=False, soft_wrap=True)

    with _said():
        try:
            open_lab(
                course.absolute(),
                home=settings.data / "course-lab",
                port=port or free_port(),
                student=student,
                told=tell,
            )
        except NotAName as refusal:
            raise _refused(refusal) from None


@course_app.command()
def results(
    course: CourseFolder,
    to: Annotated[Path, typer.Option("--out", help="Folder for the reports.")],
    student: Annotated[str | None, typer.Option(help="Only the report on this student.")] = None,
    case: Annotated[str | None, typer.Option(help="Only this case.")] = None,
    lang: Annotated[
        list[Language] | None, typer.Option(help="en or fr; both where none is named.")
    ] = None,
) -> None:
    """Write the reports on the cohort and on each student, as pages and as PDF."""
    from graders.results.files import write_cohort, write_student

    folder, langs = to.absolute(), _locales(lang)
    with _said():
        found = _gathered(course, case)
        if student is None:
            for path in write_cohort(found, folder, langs):
                typer.echo(path)
            told = [one for one in found.people if found.of_student(one)]
        else:
            told = [student]
        for one in told:
            for path in write_student(found, one, folder / "students", langs):
                typer.echo(path)


@course_app.command()
def export(
    course: CourseFolder,
    kind: Annotated[Format, typer.Option("--format", help="What it is for.")],
    to: Annotated[
        Path | None, typer.Option("--out", help="The file; one here, named after the format.")
    ] = None,
    case: Annotated[str | None, typer.Option(help="Only this case.")] = None,
    lang: Annotated[Language, typer.Option(help="Of headings and titles.")] = Language.EN,
    scale: Annotated[
        Literal["20", "100"] | None,
        typer.Option(help="Of marks for moodle (100 by default) and canvas (20)."),
    ] = None,
    *,
    texts: Annotated[
        bool, typer.Option("--texts", help="For research: with what students wrote.")
    ] = False,
) -> None:
    """Write the marks to a file: for a spreadsheet, Moodle, Canvas or research."""
    from graders.results.files import write_private

    suffix = "xlsx" if kind is Format.XLSX else "csv"
    path = (to or Path(f"results-{kind.value}.{suffix}")).absolute()
    folder = course.absolute()
    with _said():
        found = _gathered(folder, case)
        content = _exported(found, kind, folder, _locales([lang])[0], scale, texts=texts)
        typer.echo(write_private(path, content))
    if found.others:
        _warn(f"no cases, and left out: {', '.join(found.others)}")


@course_app.command()
def similar(
    course: CourseFolder,
    case: Annotated[str, typer.Option(help="Whose long texts are compared.")],
    to: Annotated[
        Path | None, typer.Option("--out", help="Folder for a page with the passages.")
    ] = None,
    lang: Annotated[Language, typer.Option(help="Of the page.")] = Language.EN,
) -> None:
    """List long texts of a case that share passages: a place to look, never a verdict."""
    from graders.results.files import write_private
    from graders.results.pages import similar_html, whole_page
    from graders.results.similar import similar_texts
    from graders.results.similar_view import similar_view

    folder = None if to is None else to.absolute()
    with _said():
        gathered = _gathered(course, case)
        found = similar_texts(gathered, case)
        view = similar_view(gathered, found, _locales([lang])[0])
        for pair in view["pairs"]:
            named = " / ".join(pair["names"])
            out.print(escape(f"{named}: {', '.join(pair['facts'])}"), highlight=False)
        out.print(
            f"{len(found.pairs)} pair(s) to look at: read both copies whole before you conclude "
            "anything",
            highlight=False,
            soft_wrap=True,
        )
        if folder is not None:
            page = whole_page(similar_html(view), view).encode()
            typer.echo(write_private(folder / f"similar-{case}.{view['lang']}.html", page))


def _gathered(course: Path, case: str | None) -> Results:
    from graders.course.gathered import gather_case, gather_course

    return gather_course(course) if case is None else gather_case(course, case)


def _exported(
    found: Results,
    kind: Format,
    course: Path,
    lang: Locale,
    scale: Literal["20", "100"] | None,
    *,
    texts: bool,
) -> bytes:
    from graders.results.lms import canvas_csv, changed_ids, moodle_csv
    from graders.results.research import research_csv, research_key, small_cells
    from graders.results.tables import marks_csv, workbook

    if kind is Format.CSV:
        return marks_csv(found, lang)
    if kind is Format.XLSX:
        return workbook(found, lang)
    if kind is Format.RESEARCH:
        if small := small_cells(found):
            _warn(f"{small} student(s) may be recognised: see the column small_cell")
        if texts:
            _warn("texts may tell who wrote them: read them before you pass them on")
        return research_csv(found, research_key(course), texts=texts)
    if changed := changed_ids(found):
        _warn(f"made safe, so not to be recognised: {', '.join(map(repr, changed))}")
    if kind is Format.MOODLE:
        return moodle_csv(found, lang, 20 if scale == "20" else 100)
    return canvas_csv(found, lang, 100 if scale == "100" else 20)


def _locales(langs: Sequence[Language] | None) -> list[Locale]:
    return [one for one in LOCALES if not langs or one in {lang.value for lang in langs}]


@contextmanager
def _said() -> Iterator[None]:
    """What cannot be done is said in one line."""
    from graders.course.build import NoSuchCase, NotACourse
    from graders.results.research import BadKey
    from graders.results.student import NoSuchStudent

    try:
        yield
    except (BadKey, NoSuchCase, NoSuchStudent, NotACourse) as refusal:
        raise _refused(refusal) from None


def _refused(refusal: Exception) -> typer.Exit:
    err.print(f"parcours: {escape(str(refusal))}", style="red", highlight=False)
    return typer.Exit(2)


def _warn(message: str) -> None:
    err.print(escape(message), style="yellow", highlight=False, soft_wrap=True)
