"""What a reader has done in a lesson: a file beside it, the same for both languages.

Two kernels may write it at once (the French and the English notebook), and a kernel may end at
any moment: a change is read, made and written under a lock, and the file appears whole or not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apps.lessons.folder import lock_of, locked, now, set_aside, write

SCHEMA = 1


class _Unreadable(Exception):
    """The file holds something that is not the progress of a lesson."""


@dataclass(frozen=True)
class Kept:
    """What is remembered of one activity; `done` is when its outcome was first seen."""

    state: Mapping[str, Any]
    done: str | None


class Progress:
    """The progress file of one lesson; `set_aside` names the broken one found in its place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.set_aside: Path | None = None

    def activities(self) -> dict[str, Kept]:
        """What is remembered, by activity; nothing where the file is missing or broken."""
        try:
            try:
                entries = _entries(self.path)
            except _Unreadable:
                with locked(lock_of(self.path)):
                    entries = self._mended()
        except OSError:
            return {}
        return {
            name: Kept(entry["state"], entry.get("done") or None) for name, entry in entries.items()
        }

    def keep(self, activity: str, state: Mapping[str, Any], *, done: bool) -> None:
        """Remember the state of an activity; once done, an activity stays done."""
        at = now()
        with locked(lock_of(self.path)):
            entries = self._mended()
            before = entries.get(activity, {}).get("done") or None
            entries[activity] = {
                "done": before or (at if done else None),
                "state": dict(state),
                "at": at,
            }
            self._write(entries)

    def _mended(self) -> dict[str, dict[str, Any]]:
        """The entries; a broken file is kept under another name and the lesson begins anew."""
        try:
            return _entries(self.path)
        except _Unreadable:
            self.set_aside = set_aside(self.path)
            return {}

    def _write(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        text = json.dumps({"schema": SCHEMA, "activities": entries}, ensure_ascii=False, indent=1)
        write(self.path, f"{text}\n".encode())


def _entries(path: Path) -> dict[str, dict[str, Any]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise _Unreadable from error
    entries = data.get("activities") if isinstance(data, dict) else None
    if not isinstance(entries, dict) or data.get("schema") != SCHEMA:
        raise _Unreadable
    for entry in entries.values():
        if not isinstance(entry, dict) or not isinstance(entry.get("state"), dict):
            raise _Unreadable
    return entries
