"""One open case: what its notebook calls to show the form, and what nbgrader asks of each task.

It reads the public half of the case and the answers beside the notebook, and nothing else. Opening
never raises: it says in words what is missing.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
from collections.abc import Iterable, Mapping
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apps.cases.answers import Answers, Kept, TooLarge
from apps.lessons.lesson import Passage

if TYPE_CHECKING:
    from apps.cases.widget import CaseForm, Words

CAP = "cap"  # the cell that holds what a critical error takes away; nothing is answered in it

MISSING = {
    "en": (
        "The case cannot be shown: {file} is not beside this notebook. "
        "Fetch the assignment again, or put the file back."
    ),
    "fr": (
        "L’étude de cas ne peut pas être affichée\u00a0: {file} ne se trouve pas à côté de ce "
        "notebook. Récupérez de nouveau le devoir, ou remettez le fichier à sa place."
    ),
}
BROKEN = {
    "en": "The case cannot be shown: {file} cannot be read. Fetch the assignment again.",
    "fr": (
        "L’étude de cas ne peut pas être affichée\u00a0: {file} est illisible. "
        "Récupérez de nouveau le devoir."
    ),
}
SET_ASIDE = {
    "en": (
        "Your earlier answers could not be read. They are kept in {file}, and the case begins anew."
    ),
    "fr": (
        "Vos réponses précédentes étaient illisibles. Elles sont conservées sous le nom {file}, "
        "et l’étude de cas reprend au début."
    ),
}
NOT_KEPT = {"en": "the file cannot be written ({reason})", "fr": "écriture impossible ({reason})"}
TOO_LARGE = {
    "en": "the answers are longer than can be handed in",
    "fr": "les réponses dépassent la taille qui peut être rendue",
}
NOT_HERE = (
    "This cell is scored from the answers file, not by running it. "
    "Cette cellule est notée d’après le fichier de réponses, pas en l’exécutant."
)
UNANSWERED = (
    "Not answered yet: {task}. Fill it in in the form above, then validate again. "
    "Tâche sans réponse\u00a0: {task}. Remplissez-la dans le formulaire, puis validez de nouveau."
)


class NotScoredHere(Exception):
    """A grade cell was run to be graded, which would give marks for nothing."""


class Unanswered(Exception):
    """The task of a grade cell has no answer yet."""


class OpenCase:
    """One case and the answers beside it; `half` is None where the case itself is missing."""

    def __init__(self, half: Mapping[str, Any] | None, answers: Answers) -> None:
        self._half = half
        self._answers = answers

    def graded(self, task: str) -> None:
        """Nothing for a reader; NotScoredHere while autograding, Unanswered while validating."""
        occasion = os.environ.get("NBGRADER_EXECUTION")
        if occasion == "autograde":
            raise NotScoredHere(NOT_HERE)
        if occasion == "validate" and task != CAP and not self._is_answered(task):
            raise Unanswered(UNANSWERED.format(task=task))

    def _is_answered(self, task: str) -> bool:
        if _says_something(self._answers.read().answers.get(task)):
            return True
        asked = next((one for one in self._tasks() if one.get("id") == task), {})
        return any(_is_computed(one.get("name")) for one in asked.get("values", ()))

    def _tasks(self) -> Iterable[Mapping[str, Any]]:
        return () if self._half is None else self._half["tasks"]


def open_case(case_id: str) -> OpenCase:
    """The case of a notebook, whose form is shown at once."""
    from IPython.display import display

    case, shown = find_case(Path.cwd(), case_id)
    display(shown)  # type: ignore[no-untyped-call]
    return case


def find_case(folder: Path, case_id: str) -> tuple[OpenCase, CaseForm | Passage]:
    """The case whose files are in the folder, and what to show: its form, or what is wrong."""
    name = case_id if re.fullmatch(r"[a-z0-9-]+", case_id) else "…"
    path = folder / f"{name}.answers.json"
    try:
        half = json.loads((folder / f"{name}.case.json").read_text(encoding="utf-8"))
        if not (
            half["case"] == case_id and all(half[part] for part in ("title", "steps", "tasks"))
        ):
            raise ValueError(case_id)
    except (OSError, ValueError, KeyError, TypeError) as error:
        said = MISSING if isinstance(error, FileNotFoundError) else BROKEN
        return OpenCase(None, Answers(path, case=case_id, revision=0)), _notice(
            said, f"{name}.case.json"
        )
    answers = Answers(path, case=case_id, revision=int(half.get("revision") or 1))
    return OpenCase(half, answers), _form(half, answers)


def _form(half: Mapping[str, Any], answers: Answers) -> CaseForm:
    from apps.cases.widget import CaseForm

    kept = answers.read()

    def keep(changes: Mapping[str, Any], lang: str, reached: int) -> Kept | Words:
        try:
            return answers.keep(changes, lang=lang, reached=reached)
        except TooLarge:
            return TOO_LARGE
        except OSError as error:
            return _filled(NOT_KEPT, reason=str(error.strerror or error))

    aside = answers.set_aside
    return CaseForm(
        half,
        kept,
        place=hashlib.sha256(str(answers.path.resolve()).encode()).hexdigest()[:16],
        notes=[] if aside is None else [_filled(SET_ASIDE, file=aside.name)],
        keep=keep,
    )


def _says_something(answer: object) -> bool:
    if isinstance(answer, Mapping):
        return any(map(_says_something, answer.values()))
    if isinstance(answer, list):
        return any(map(_says_something, answer))
    return bool(answer.strip()) if isinstance(answer, str) else answer is not None


def _is_computed(name: object) -> bool:
    """Whether the cells of the notebook have given that variable a number."""
    from IPython import get_ipython

    shell = get_ipython()
    value = None if shell is None else shell.user_ns.get(name)
    return isinstance(value, Real) and not isinstance(value, bool)


def _filled(words: Words, **values: str) -> Words:
    return {lang: text.format(**values) for lang, text in words.items()}


def _notice(words: Words, file: str) -> Passage:
    name = f"<code>{html.escape(file)}</code>"
    said = "".join(
        f'<p class="parcours-notice" lang="{lang}">{text}</p>'
        for lang, text in _filled(words, file=name).items()
    )
    return Passage(said)
