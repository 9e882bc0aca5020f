"""What a student has answered in a case: a file beside its notebook, the same in both languages.

Two kernels may write it at once and a kernel may end at any moment: a change is read, made and
written under a lock, task by task, and the file appears whole or not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from apps.lessons.folder import lock_of, locked, now, set_aside, write

SCHEMA = 1
LARGEST = 1_000_000  # bytes of the file; whoever scores it reads no more


class TooLarge(Exception):
    """The answers make a larger file than may be handed in."""


class _Unreadable(Exception):
    """The file holds something that is not the answers to this case."""


@dataclass(frozen=True)
class Kept:
    """What the file holds; `reached` is how many steps were opened, `lang` "" before a choice."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    lang: str = ""
    reached: int = 0
    saved_at: str = ""


class Answers:
    """The answers file of one case; `set_aside` names the broken one found in its place."""

    def __init__(self, path: Path, *, case: str, revision: int) -> None:
        self.path = path
        self.set_aside: Path | None = None
        self._case = case
        self._revision = revision

    def read(self) -> Kept:
        """What is kept; nothing where the file is missing, broken or cannot be opened."""
        try:
            try:
                return self._kept()
            except _Unreadable:
                with locked(lock_of(self.path)):
                    return self._mended()
        except OSError:
            return Kept()

    def keep(self, changes: Mapping[str, Any], *, lang: str, reached: int) -> Kept:
        """Write these answers over those kept, None taking one out; what the file then holds.

        TooLarge when there would be too much of it, OSError where it cannot be written.
        """
        with locked(lock_of(self.path)):
            before = self._mended()
            merged = {**before.answers, **changes}
            kept = Kept(
                answers={task: one for task, one in merged.items() if one is not None},
                lang=lang,
                reached=max(reached, before.reached),
                saved_at=now(),
            )
            write(self.path, self._content(kept))
        return kept

    def _content(self, kept: Kept) -> bytes:
        data = {
            "schema": SCHEMA,
            "case": self._case,
            "revision": self._revision,
            "lang": kept.lang,
            "saved_at": kept.saved_at,
            "reached": kept.reached,
            "answers": kept.answers,
        }
        content = f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()
        if len(content) > LARGEST:
            raise TooLarge
        return content

    def _mended(self) -> Kept:
        """What is kept; a broken file gets another name and the case begins anew."""
        try:
            return self._kept()
        except _Unreadable:
            self.set_aside = set_aside(self.path)
            return Kept()

    def _kept(self) -> Kept:
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Kept()
        except (ValueError, RecursionError) as error:
            raise _Unreadable from error
        if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
            raise _Unreadable
        if data.get("schema") != SCHEMA or data.get("case") != self._case:
            raise _Unreadable
        lang, reached = data.get("lang"), data.get("reached")
        return Kept(
            answers=data["answers"],
            lang=lang if lang in ("en", "fr") else "",
            reached=reached if isinstance(reached, int) else 0,
            saved_at=str(data.get("saved_at") or ""),
        )
