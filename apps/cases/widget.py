"""The form of a case in a notebook: one widget, which keeps what its student answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from apps.cases.answers import Kept

STATIC = Path(__file__).parent / "static"

Words = Mapping[str, str]  # a text in both languages
# Takes changed answers, the language, how many steps are open; returns what is kept now, or why
# it could not be.
Keep = Callable[[Mapping[str, Any], str, int], Kept | Words]


class CaseForm(anywidget.AnyWidget):
    """The view is `static/widget.js`; it sets what the student does, the kernel sets the rest."""

    _esm = STATIC / "widget.js"  # anywidget reads each file once a process
    _css = STATIC / "cases.css"

    half = traitlets.Dict().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)  # tells this answers file from others
    notes = traitlets.List().tag(sync=True)  # what to say before anything else
    lang = traitlets.Unicode().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    reached = traitlets.Int(0).tag(sync=True)
    sent = traitlets.Int(0).tag(sync=True)  # counts what the view has sent
    kept = traitlets.Int(0).tag(sync=True)  # the last of it that was taken
    saved_at = traitlets.Unicode().tag(sync=True)
    trouble = traitlets.Dict().tag(sync=True)  # why the last was not saved, in both languages

    def __init__(
        self,
        half: Mapping[str, Any],
        kept: Kept,
        *,
        place: str,
        notes: Sequence[Words],
        keep: Keep,
    ) -> None:
        super().__init__(
            half=dict(half),
            place=place,
            notes=[dict(note) for note in notes],
            lang=kept.lang,
            answers=dict(kept.answers),
            reached=kept.reached,
            saved_at=kept.saved_at,
        )
        self._keep = keep
        self._known = dict(kept.answers)
        self.observe(self._save, names="sent")

    def _save(self, _: object) -> None:
        """Keep what differs from what was kept last, and tell the view that somebody is there.

        Only what this form changed: another kernel may have written the rest meanwhile.
        """
        now = dict(self.answers)
        changed = {
            task: now.get(task)
            for task in {*now, *self._known}
            if now.get(task) != self._known.get(task)
        }
        result = self._keep(changed, self.lang, self.reached)
        if isinstance(result, Kept):
            self._known = now
            self.saved_at = result.saved_at
            self.trouble = {}
        else:
            self.trouble = dict(result)
        self.kept = self.sent

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """The view; where no widget can be shown, the titles of the case."""
        data, metadata = super()._repr_mimebundle_() or ({}, {})
        titles = self.half.get("title", {})
        return {**data, "text/plain": " / ".join(map(str, titles.values()))}, metadata
