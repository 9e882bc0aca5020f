"""An activity in a notebook: one widget for every kind, which keeps what its reader does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

STATIC = Path(__file__).parent / "static"

# What the widget tells of each change: state, done; returns why it could not be kept, or "".
Keep = Callable[[Mapping[str, Any], bool], str]


class Activity(anywidget.AnyWidget):
    """The view is `static/activity.js`; it sets `state` and `done`, the kernel sets the rest."""

    _esm = STATIC / "activity.js"  # anywidget reads each file once a process
    _css = STATIC / "lessons.css"

    spec = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    done = traitlets.Bool(False).tag(sync=True)
    sent = traitlets.Int(0).tag(sync=True)  # counts what the view has sent
    kept = traitlets.Int(0).tag(sync=True)  # the last of it that was taken
    trouble = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self,
        spec: Mapping[str, Any],
        *,
        lang: str,
        state: Mapping[str, Any],
        done: bool,
        keep: Keep,
    ) -> None:
        public = {name: value for name, value in spec.items() if name != "html"}
        super().__init__(spec=public, lang=lang, state=dict(state), done=done)
        self._html = str(spec.get("html", ""))
        self._title = str(spec.get("title", ""))
        self._keep = keep
        self._kept = (self.state, self.done)
        self.observe(self._save, names=["state", "done"])
        self.observe(self._answer, names="sent")

    def _save(self, _: object) -> None:
        now = (self.state, self.done)
        if now != self._kept:  # one message of the browser may change both
            self._kept = now
            self.trouble = self._keep(*now)

    def _answer(self, _: object) -> None:
        """Tell the view that somebody is there; it asks after each change."""
        self.kept = self.sent

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """The view; where no widget can be shown, the activity as text."""
        data, metadata = super()._repr_mimebundle_() or ({}, {})
        return {**data, "text/plain": self._title, "text/html": self._html}, metadata
