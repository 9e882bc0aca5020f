"""Where lessons are read: in the JupyterLab beside this server, or in the reading edition."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from apps.lessons.lab import Lab, State
from apps.lessons.tracks import Tracks
from apps.server.handlers import Handler
from apps.server.pages import PageHandler, head_of
from apps.server.refusals import Refusal
from question_bank.model import Locale, Text

if TYPE_CHECKING:
    from curriculum.catalog import Catalog
    from question_bank.bank import Bank

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# What the page says when no lesson opens, in English and in French: a title and a paragraph.
NOTICES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "wait": (
        (
            "The lesson is about to open",
            "The lessons are being made ready. This page tries again by itself.",
        ),
        (
            "La leçon va s’ouvrir",
            "Les leçons se préparent. Cette page réessaie d’elle-même.",
        ),
    ),
    "elsewhere": (
        (
            "Lessons are read elsewhere",
            "On this server, lessons are read in JupyterLab, or in the reading edition that “make "
            "book” writes. Ask whoever runs the server where it is.",
        ),
        (
            "Les leçons se lisent ailleurs",
            "Sur ce serveur, les leçons se lisent dans JupyterLab ou dans l’édition de lecture que "
            "produit «\u00a0make book\u00a0». Demandez son adresse à la personne qui administre "
            "le serveur.",
        ),
    ),
    "off": (
        (
            "Lessons are switched off",
            "Parcours was started with “--no-lab”. Stop it and start it again without that option.",
        ),
        (
            "Les leçons sont désactivées",
            "Parcours a été lancé avec l’option «\u00a0--no-lab\u00a0». Arrêtez-le, puis "
            "relancez-le sans cette option.",
        ),
    ),
    "missing": (
        (
            "JupyterLab is not installed",
            "Lessons open in JupyterLab. Run “pip install jupyterlab” in the environment of "
            "Parcours, then start Parcours again. Exams and reports work without it.",
        ),
        (
            "JupyterLab n’est pas installé",
            "Les leçons s’ouvrent dans JupyterLab. Lancez «\u00a0pip install jupyterlab\u00a0» "
            "dans l’environnement de Parcours, puis relancez Parcours. Les examens et les relevés "
            "fonctionnent sans lui.",
        ),
    ),
    "failed": (
        (
            "JupyterLab did not start",
            "Stop Parcours and start it again; if it lasts, this file says why:",
        ),
        (
            "JupyterLab n’a pas démarré",
            "Arrêtez Parcours, puis relancez-le\u202f; si cela dure, ce fichier dit "
            "pourquoi\u00a0:",
        ),
    ),
    "broken": (
        (
            "The lessons cannot be read",
            "What the server printed says why; “parcours curriculum check” says which file is "
            "wrong. Exams and reports work all the same.",
        ),
        (
            "Les leçons sont illisibles",
            "Les messages du serveur disent pourquoi\u202f; la commande «\u00a0parcours curriculum "
            "check\u00a0» désigne le fichier en cause. Les examens et les relevés fonctionnent "
            "malgré tout.",
        ),
    ),
    "other_user": (
        (
            "This lesson cannot be opened here",
            "Lessons open only for whoever started Parcours on this machine.",
        ),
        (
            "Cette leçon ne peut pas s’ouvrir ici",
            "Les leçons ne s’ouvrent que pour la personne qui a lancé Parcours sur cette machine.",
        ),
    ),
}


@dataclass
class Lessons:
    """The lessons by module and number, and the place where they are read."""

    bank: Bank
    workspace: Path
    solo: bool
    lab: Lab | None
    reading_url: str | None
    catalog: Catalog | None = None  # until it is loaded
    broken: bool = False  # it cannot be
    tracks: Tracks | None = None  # as long

    async def open(self) -> None:
        """Load the lessons, bring the reader's copies up to date, and start JupyterLab."""
        starting = asyncio.ensure_future(self.lab.run()) if self.lab is not None else None
        try:
            self.catalog = await asyncio.to_thread(self._load)
        except Exception:
            self.broken = True
            raise
        self.tracks = Tracks(self.catalog, self.bank)
        if starting is not None:
            await starting

    @property
    def titles(self) -> Mapping[str, Text]:
        """Titles of lessons and sections by `module/n` and `module/n#section`."""
        return {} if self.catalog is None else self.catalog.titles

    def close(self) -> None:
        """End JupyterLab."""
        if self.lab is not None:
            self.lab.stop()

    def slug(self, module: str, n: int) -> str | None:
        """The short name of a lesson; None when there is none."""
        lesson = self.catalog.by_id.get(f"{module}/{n}") if self.catalog is not None else None
        return None if lesson is None else lesson.slug

    def _load(self) -> Catalog:
        from rich.console import Console

        from apps.lessons.workspace import sync
        from curriculum.load import load_catalog

        catalog, _ = load_catalog()
        if self.lab is not None:
            for name, aside in sync(catalog, self.bank, self.workspace).kept:
                said = f"{name} has changed; what you wrote in it is in {aside}"
                Console(stderr=True).print(said, highlight=False, soft_wrap=True)
        return catalog


class OpenLesson(PageHandler):
    """Sends the reader to a lesson, in the language and at the section asked for."""

    roles = frozenset()  # any user

    def set_default_headers(self) -> None:
        """The address of a lesson may hold a token, which no other page should hear of."""
        super().set_default_headers()
        self.set_header("Referrer-Policy", "no-referrer")

    async def get(self, module: str, n: str) -> None:
        """A redirection, or a page that says why there is none."""
        lessons: Lessons = self.settings["lessons"]
        if lessons.catalog is None:
            self._say("broken" if lessons.broken else "wait")
            return
        slug = lessons.slug(module, int(n))
        if slug is None:
            raise Refusal(404, "not_found")
        lang, section = self._lang(), self._section()
        if lessons.lab is not None:
            self._open_lab(lessons.lab, f"{module}/{n}-{slug}.{lang}.ipynb", lang, section)
        elif lessons.reading_url is not None:
            page = f"{lessons.reading_url.rstrip('/')}/{lang}/{module}/{n}-{slug}.html"
            self.redirect(page + (f"#{section}" if section else ""))
        else:
            self._say("off" if lessons.solo else "elsewhere")

    def _open_lab(self, lab: Lab, path: str, lang: Locale, section: str) -> None:
        if not same_user(self):  # whoever has the token may run code as the owner of the server
            self._say("other_user", status=403)
        elif lab.state is State.READY:
            lab.speak(lang)
            self.redirect(lab.address(path, section))
        elif lab.state is State.STARTING:
            self._say("wait")
        else:
            self._say(lab.state.value, file=str(lab.log) if lab.state is State.FAILED else "")

    def _lang(self) -> Locale:
        asked = self.get_query_argument("lang", "") or self.request.headers.get(
            "Accept-Language", ""
        )
        return "fr" if asked.lower().startswith("fr") else "en"

    def _section(self) -> str:
        asked = self.get_query_argument("section", "")
        return asked if SLUG.fullmatch(asked) else ""

    def _say(self, what: str, *, status: int = 503, file: str = "") -> None:
        self.set_status(status)
        if what == "wait":
            self.set_header("Retry-After", "1")
        self.send(notice(self.base_url, what, self._lang(), file))


def notice(base_url: str, what: str, first: Locale, file: str = "") -> str:
    """A page that says one thing in both languages, the reader's first."""
    english, french = NOTICES[what]
    said = {"en": english, "fr": french}
    order: tuple[Locale, ...] = ("fr", "en") if first == "fr" else ("en", "fr")
    parts = "".join(
        f'<section lang="{lang}"><{tag}>{escape(said[lang][0])}</{tag}>'
        f"<p>{escape(said[lang][1])}</p></section>"
        for lang, tag in zip(order, ("h1", "h2"), strict=True)
    )
    again = '<meta http-equiv="refresh" content="1">' if what == "wait" else ""
    shown = f"<p><code>{escape(file)}</code></p>" if file else ""
    head = head_of(base_url, "home")
    return (
        f'<!doctype html><html lang="{first}"><head><meta charset="utf-8">{again}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><title>Parcours</title>'
        f'<link rel="icon" href="{escape(head["icon"])}" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{escape(head["style"])}"></head>'
        '<body><main class="document">'
        f'{parts}{shown}<p><a href="{escape(base_url)}">Parcours</a></p></main></body></html>'
    )


def same_user(handler: Handler) -> bool:
    """Whether the browser runs as the user of this server (or as root, who may do anything).

    Everybody on a machine reaches its loopback; the kernel knows whose a connection is. Where
    it does not tell (not Linux), nobody is refused.
    """
    stream = handler.request.connection.stream.socket
    client, server = stream.getpeername()[1], stream.getsockname()[1]
    known = False
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        try:
            lines = table.read_text().splitlines()[1:]
        except OSError:
            continue
        known = True
        for line in lines:
            fields = line.split()
            ports = tuple(int(end.rpartition(":")[2], 16) for end in fields[1:3])
            if ports == (client, server):
                return int(fields[7]) in {os.getuid(), 0}
    return not known


def routes() -> list[tuple[str, type[Handler]]]:
    """Paths below the base address."""
    return [(r"/lessons/(?P<module>[a-z0-9-]+)/(?P<n>[1-9])", OpenLesson)]
