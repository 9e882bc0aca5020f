"""One open lesson: what its notebook calls to show its parts.

It reads the public half of the lesson that was written beside the notebook, and nothing else. A
call never raises: a notebook runs from top to bottom, and says in words what is missing.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from apps.lessons.progress import Progress
    from apps.lessons.widget import Activity

MISSING = {
    "en": ("This is the source of the lesson. Start {run}, or build a reader’s copy with {build}."),
    "fr": (
        "Ceci est la source de la leçon. Lancez {run}, ou préparez une copie de lecture avec "
        "{build}."
    ),
}
BROKEN = {
    "en": "{file} cannot be read. Delete it, then open the lesson again from the home page.",
    "fr": "{file} est illisible. Supprimez ce fichier, puis rouvrez la leçon depuis l’accueil.",
}
UNKNOWN = {
    "en": "{call} asks for something that this lesson does not have. It has: {known}.",
    "fr": "{call} demande un élément absent de cette leçon. Éléments présents\u00a0: {known}.",
}
NONE = {"en": "nothing of that kind", "fr": "aucun de ce genre"}
DONE = {
    "en": ("{n} of {all} activity done", "{n} of {all} activities done"),
    "fr": ("{n} activité terminée sur {all}", "{n} activités terminées sur {all}"),
}
SET_ASIDE = {
    "en": "What you had done could not be read. It is kept in {file}, and the lesson begins anew.",
    "fr": (
        "Le fichier de votre progression était illisible. Il est conservé sous le nom {file}, "
        "et la leçon reprend au début."
    ),
}
NOT_KEPT = {
    "en": "Your answers could not be saved ({reason}). They will be lost when this page closes.",
    "fr": (
        "Vos réponses n’ont pas pu être enregistrées ({reason}). "
        "Elles seront perdues à la fermeture de cette page."
    ),
}


class Passage:
    """HTML that a cell shows."""

    def __init__(self, markup: str) -> None:
        self.markup = markup

    def _repr_html_(self) -> str:
        return self.markup


class Lesson:
    """The parts of one lesson in one language."""

    def __init__(self, data: Mapping[str, Any], lang: str, *, progress: Progress) -> None:
        self._data = data
        self._lang = lang
        self._progress = progress

    def head(self) -> Passage:
        """Objectives and minutes, and how far the reader has come."""
        kept = self._progress.activities()
        names = set(self._data.get("activities", {}))
        if self._data.get("check", {}).get("items"):
            names.add("check")
        done = sum(1 for name in names if name in kept and kept[name].done is not None)
        parts = [str(self._data.get("head", {}).get("html", ""))]
        if self._progress.set_aside is not None:
            file = f"<code>{html.escape(self._progress.set_aside.name)}</code>"
            parts.append(_notice(SET_ASIDE[self._lang].format(file=file)))
        if done > 0:
            # French counts 0 and 1 as singular, English only 1; the noun follows `all` there.
            one, many = DONE[self._lang]
            counted = done if self._lang == "fr" else len(names)
            said = (one if counted < 2 else many).format(n=done, all=len(names))
            parts.append(f'<p class="parcours-progress">{said}</p>')
        return Passage("\n".join(parts))

    def activity(self, name: str) -> Passage | Activity:
        """An activity, as the reader left it."""
        spec = self._data.get("activities", {}).get(name)
        if spec is None:
            return self._unknown("activity", name, self._data.get("activities", {}))
        return self._widget(name, spec)

    def check(self) -> Passage | Activity:
        """The knowledge check; nothing where the lesson has no questions yet."""
        spec = self._data.get("check", {})
        return self._widget("check", spec) if spec.get("items") else Passage("")

    def figure(self, name: str) -> Passage:
        """A figure with its caption."""
        return self._parts("figure", "figures", (name,))

    def disagree(self, *names: str) -> Passage:
        """What a document says, what the official text says, and where to check."""
        return self._parts("disagree", "claims", names)

    def glossary(self) -> Passage:
        """The terms of the lesson."""
        return Passage(str(self._data.get("glossary", {}).get("html", "")))

    def sources(self) -> Passage:
        """The sources of the lesson."""
        return Passage(str(self._data.get("sources", {}).get("html", "")))

    def _widget(self, name: str, spec: Mapping[str, Any]) -> Activity:
        from apps.lessons.progress import Kept
        from apps.lessons.widget import Activity

        def keep(state: Mapping[str, Any], done: bool) -> str:
            try:
                self._progress.keep(name, state, done=done)
            except OSError as error:
                return NOT_KEPT[self._lang].format(reason=error.strerror or error)
            return ""

        kept = self._progress.activities().get(name, Kept({}, None))
        done = kept.done is not None
        return Activity(spec, lang=self._lang, state=kept.state, done=done, keep=keep)

    def _parts(self, call: str, part: str, names: tuple[str, ...]) -> Passage:
        entries = self._data.get(part, {})
        shown = [
            str(entries[name]["html"])
            if name in entries
            else self._unknown(call, name, entries).markup
            for name in names
        ]
        return Passage("\n".join(shown))

    def _unknown(self, call: str, name: str, entries: Mapping[str, Any]) -> Passage:
        ids = [f"<code>{html.escape(known)}</code>" for known in sorted(entries)]
        asked = f"<code>lesson.{call}({html.escape(json.dumps(name, ensure_ascii=False))})</code>"
        known = ", ".join(ids) or NONE[self._lang]
        return Passage(_notice(UNKNOWN[self._lang].format(call=asked, known=known)))


class NoLesson(Lesson):
    """A lesson whose public half is not there: each part says so."""

    def __init__(self, said: str) -> None:
        self._said = Passage(said)

    def head(self) -> Passage:
        """What is missing."""
        return self._said

    def activity(self, name: str) -> Passage:
        """What is missing."""
        return self._said

    figure = activity

    def check(self) -> Passage:
        """What is missing."""
        return self._said

    glossary = sources = check

    def disagree(self, *names: str) -> Passage:
        """What is missing."""
        return self._said


def open_lesson(module: str, n: int, lang: str) -> Lesson:
    """The lesson of a notebook, whose head is shown at once; `lang` is `en` or `fr`."""
    from IPython.display import display

    lesson = find_lesson(Path.cwd() / "data", module, n, lang if lang in MISSING else "en")
    display(lesson.head())  # type: ignore[no-untyped-call]
    return lesson


def find_lesson(folder: Path, module: str, n: int, lang: str) -> Lesson:
    """The lesson whose public half is in the folder, or one that says what is missing."""
    from apps.lessons.progress import Progress

    for path in sorted(folder.glob(f"{n}-*.{lang}.json")):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            data = None
        if not isinstance(data, dict):
            file = f"<code>{html.escape(path.name)}</code>"
            return NoLesson(_notice(BROKEN[lang].format(file=file)))
        if data.get("module") == module:
            slug = path.name.removesuffix(f".{lang}.json")
            progress = Progress(path.with_name(f"{slug}.progress.json"))
            return Lesson(data, lang, progress=progress)
    commands = {
        "run": "<code>parcours run</code>",
        "build": "<code>parcours curriculum build DIR</code>",
    }
    return NoLesson(_notice(MISSING[lang].format(**commands)))


def _notice(markup: str) -> str:
    return f'<p class="parcours-notice">{markup}</p>'
