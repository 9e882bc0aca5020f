"""The tracks of the curriculum over HTTP."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from apps.server.handlers import ApiHandler

if TYPE_CHECKING:
    from apps.server.lessons import Lessons


class TrackList(ApiHandler):
    """What there is to read, and how far the reader has come."""

    roles = frozenset()  # any user

    async def get(self) -> None:
        """The tracks; `ready` is false while the lessons are still being read from disk."""
        lessons: Lessons = self.settings["lessons"]
        if lessons.tracks is None:
            self.reply({"ready": False, "tracks": []})
            return
        workspace = lessons.workspace if lessons.solo else None
        tracks = await asyncio.to_thread(lessons.tracks.as_json, workspace)
        self.reply({"ready": True, "tracks": tracks})
