"""The command `parcours`."""

from __future__ import annotations

import os
import sys
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from apps.book.cli import book
from apps.course_cli import course_app
from apps.rescore_cli import rescore
from apps.settings import BadSetting, Settings
from curriculum.cli import curriculum_app
from graders.batch.cli import grade
from question_bank.cli import bank_app, form_app

if TYPE_CHECKING:
    from apps.storage.database import Database
    from apps.storage.people import Role

LOOPBACK = ("127.0.0.1", "localhost", "::1")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Where case managers train.",
)
user_app = typer.Typer(no_args_is_help=True, help="Users, their roles and personal links.")
app.add_typer(bank_app, name="bank")
app.add_typer(form_app, name="form")
bank_app.command("rescore")(rescore)
curriculum_app.command("book")(book)
app.command("grade")(grade)
app.add_typer(curriculum_app, name="curriculum")
app.add_typer(course_app, name="course")
app.add_typer(user_app, name="user")
out = Console()
err = Console(stderr=True)


def main() -> None:
    """Run the command; what went wrong in one line, not in a stack trace."""
    from sqlalchemy.exc import SQLAlchemyError

    from apps.server.refusals import PortTaken
    from apps.storage.backup import NotEmpty
    from apps.storage.people import NoSuchUser
    from apps.storage.schema import TooNew

    users = os.umask(0o077)  # the database and its companions are nobody else's to read
    try:
        app(obj=users)  # for commands whose files are to be shared
    except (BadSetting, NoSuchUser, NotEmpty, PortTaken, TooNew) as refusal:
        err.print(f"parcours: {escape(str(refusal))}", style="red", highlight=False)
        sys.exit(2)
    except (OSError, SQLAlchemyError, tarfile.TarError) as failure:
        what = str(failure).splitlines()[0]
        err.print(f"parcours: {escape(what)}", style="red", highlight=False)
        sys.exit(1)


@app.command()
def run(
    ip: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8866,
    base_url: Annotated[str, typer.Option(help="Path under which a proxy shows us.")] = "/",
    *,
    links: Annotated[
        bool, typer.Option("--links", help="Several users, who sign in by personal links.")
    ] = False,
    proxy: Annotated[
        bool, typer.Option("--proxy", help="Trust X-Forwarded-For and -Proto of a proxy.")
    ] = False,
    course: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="An nbgrader course whose written answers graders mark; may be repeated.",
        ),
    ] = None,
    lab: Annotated[
        bool, typer.Option("--lab/--no-lab", help="Open lessons in JupyterLab; one user only.")
    ] = True,
) -> None:
    """Serve the exams, the reports, the lessons and the home page."""
    from apps.server.start import serve

    if not links and ip not in LOOPBACK:
        _refuse(
            f"without --links everybody who reaches {ip} would have every role; "
            "listen on 127.0.0.1, or add --links"
        )
    settings = Settings.from_environment()
    more = tuple(one.absolute() for one in course or ())
    serve(
        replace(settings, courses=settings.courses + more),
        ip=ip,
        port=port,
        base_url=base_url,
        solo=not links,
        proxy=proxy,
        lab=lab,
    )


@user_app.command("add")
def user_add(
    name: str,
    role: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
    address: Annotated[str, typer.Option(help="Where users reach the server.")] = (
        "http://127.0.0.1:8866/"
    ),
) -> None:
    """Add a user and print the personal link, which is shown this once."""
    from apps.storage.people import add_person, new_link

    granted = frozenset(_role(one) for one in role or ["candidate"])
    now = _now()
    with _Opened() as database:
        person = database.write(
            lambda c: add_person(c, name=name, granted=granted, now=now)
        ).result()
        token = database.write(lambda c: new_link(c, person.id, now)).result()
    out.print(escape(f"{person.id}  {name}  ({', '.join(sorted(granted))})"), highlight=False)
    out.print(f"{address.rstrip('/')}/login#{token}", highlight=False, soft_wrap=True)


@user_app.command("list")
def user_list() -> None:
    """List users, their roles and how many links they hold."""
    from apps.storage.people import list_people

    table = Table("id", "name", "roles", "links")
    with _Opened() as database:
        for person, live in database.read(list_people).result():
            granted = ", ".join(sorted(person.roles))
            table.add_row(person.id, escape(person.name), granted, str(live))
    out.print(table)


@user_app.command("role")
def user_role(
    user_id: str,
    role: str,
    *,
    remove: Annotated[bool, typer.Option("--remove", help="Take the role away.")] = False,
) -> None:
    """Give a user a role, or take it away."""
    from apps.storage.people import set_role

    known = _role(role)
    with _Opened() as database:
        database.write(lambda c: set_role(c, user_id, known, granted=not remove)).result()


@user_app.command("link")
def user_link(
    user_id: str,
    address: Annotated[str, typer.Option(help="Where users reach the server.")] = (
        "http://127.0.0.1:8866/"
    ),
) -> None:
    """Print a new personal link for a user; older ones go on working until revoked."""
    from apps.storage.people import new_link

    now = _now()
    with _Opened() as database:
        token = database.write(lambda c: new_link(c, user_id, now)).result()
    out.print(f"{address.rstrip('/')}/login#{token}", highlight=False, soft_wrap=True)


@user_app.command("revoke")
def user_revoke(user_id: str) -> None:
    """End every personal link of a user and the sessions they opened."""
    from apps.storage.people import revoke_links

    now = _now()
    with _Opened() as database:
        ended = database.write(lambda c: revoke_links(c, user_id, now)).result()
    out.print(f"{ended} link(s) revoked", highlight=False)


@bank_app.command("reports")
def bank_reports(
    *, as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False
) -> None:
    """List what candidates say is wrong with questions."""
    from apps.storage.flaws import list_flaws

    with _Opened() as database:
        found = database.read(list_flaws).result()
    if as_json:
        out.print_json(data=found)
        return
    table = Table("when", "item", "revision", "what", "said")
    for flaw in found:
        said = escape(flaw["text"])
        table.add_row(flaw["at"], flaw["item"], str(flaw["revision"]), flaw["kind"], said)
    out.print(table)


@app.command()
def backup(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to; the data folder if absent.")
    ] = None,
) -> None:
    """Write every row of the database to one archive; safe while the server runs."""
    from apps.storage.backup import back_up

    settings = Settings.from_environment()
    with _Opened() as database:
        out.print(str(back_up(database.engine, folder or settings.backups)), soft_wrap=True)


@app.command()
def restore(archive: Path) -> None:
    """Fill an empty database from a backup, of either kind of database."""
    from apps.storage.backup import restore as fill
    from apps.storage.engine import open_engine

    settings = Settings.from_environment()
    settings.make_private()
    engine = open_engine(settings.database_url)
    counts = fill(engine, archive)
    engine.dispose()
    out.print(", ".join(f"{name}: {n}" for name, n in sorted(counts.items())), highlight=False)


class _Opened:
    """The migrated database, for the length of one command."""

    def __enter__(self) -> Database:
        from apps.storage.database import Database
        from apps.storage.schema import migrate

        settings = Settings.from_environment()
        settings.make_private()
        self._database = Database(settings.database_url, readers=1)
        migrate(self._database.engine, settings.backups)
        return self._database

    def __exit__(self, *_: object) -> None:
        self._database.close()


def _role(name: str) -> Role:
    from apps.storage.people import ROLES

    for role in ROLES:
        if role == name:
            return role
    _refuse(f"no role {name!r}; the roles are {', '.join(ROLES)}")


def _now() -> int:
    from apps.attempts.service import utc_now_ms

    return utc_now_ms()


def _refuse(reason: str) -> NoReturn:
    err.print(f"parcours: {reason}", style="red", highlight=False)
    raise typer.Exit(2)


if __name__ == "__main__":
    main()
