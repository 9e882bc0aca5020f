"""Links between lessons: `[text](lesson:module/n#section)`, resolved where a lesson is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SCHEME = "lesson:"

_LINK = re.compile(r"(!?)\[([^\]]*)\]\(\s*<?([^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
_LESSON = re.compile(r"^lesson:(?P<lesson>[a-z0-9-]+/[1-9])(?:#(?P<section>[a-z0-9-]+))?$")


@dataclass(frozen=True)
class Link:
    """A link or an image of a markdown cell."""

    text: str
    target: str
    is_image: bool

    @property
    def lesson(self) -> tuple[str, str | None] | None:
        """The lesson `module/n` it leads to, and the section; None for any other link."""
        found = _LESSON.match(self.target)
        return None if found is None else (found["lesson"], found["section"])


def links(markdown: str) -> Iterator[Link]:
    """Every link and image, in order."""
    for found in _LINK.finditer(markdown):
        yield Link(text=found[2], target=found[3], is_image=found[1] == "!")


def resolved(markdown: str, address: Callable[[str, str | None], str]) -> str:
    """The markdown with each link to a lesson replaced by `address(lesson, section)`."""

    def replace(found: re.Match[str]) -> str:
        lesson = _LESSON.match(found[3])
        if lesson is None:
            return found[0]
        return f"{found[1]}[{found[2]}]({address(lesson['lesson'], lesson['section'])})"

    return _LINK.sub(replace, markdown)
