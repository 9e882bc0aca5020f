"""Open what the server needs, in order, and serve until told to stop."""

from __future__ import annotations

from rich.console import Console

from apps.server.application import Parcours
from apps.settings import Settings
from apps.storage.database import Database
from apps.storage.schema import migrate
from question_bank.load import load_bank

err = Console(stderr=True)


def serve(
    settings: Settings,
    *,
    ip: str,
    port: int,
    base_url: str,
    solo: bool,
    proxy: bool,
    lab: bool = False,
    application: type[Parcours] = Parcours,
) -> None:
    """Migrate the database, load the bank, and listen."""
    settings.make_private()
    database = Database(settings.database_url)
    saved = migrate(database.engine, settings.backups)
    if saved is not None:
        err.print(f"database backed up to {saved} before its schema was changed", highlight=False)
    bank, findings = load_bank()
    for finding in findings:
        err.print(f"{finding.path}: {finding.place}: {finding.message}", highlight=False)
    if findings:
        err.print("items with faults are left out; see `parcours bank check`", style="yellow")
    app = application(ip=ip, port=port, open_browser=False, log_level="WARN")
    app.base_url = "/" + base_url.strip("/") + "/" if base_url.strip("/") else "/"
    app.initialize([])
    app.configure(settings, database, bank, solo=solo, proxy=proxy, lab=lab)
    app.start()
