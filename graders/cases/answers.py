"""The answers file of a student, read without trust: whatever is in it, something is returned.

What cannot be read earns nothing and is said in words; nothing is followed, nothing blocks.
"""

from __future__ import annotations

import json
import math
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from curriculum.cases.model import Case
from graders.cases.words import say
from question_bank.model import LOCALES, Locale

SCHEMA = 1
SUFFIX = ".answers.json"
LARGEST = 1 << 20  # bytes
DEEPEST = 8  # of lists and objects within an answer; the deepest kind needs four

_DIGITS = 300  # a float holds any whole number of so many
_NEWEST = 10**9  # no case has that many revisions
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "missing": "There is no answers file: nothing can be scored.",
        "not-a-file": "The answers file is no plain file ({what}): nothing in it is read.",
        "unopened": "The answers file cannot be opened ({what}).",
        "too-large": "The answers file is larger than 1 MB: nothing in it is read.",
        "not-utf8": "The answers file is damaged: it is no UTF-8 text.",
        "not-json": "The answers file is damaged: it is no JSON (line {line}).",
        "too-deep": "The answers file is nested too deeply: nothing in it is read.",
        "not-object": "The answers file is damaged: it holds no object.",
        "other-schema": "The answers file is of another format: nothing in it is read.",
        "other-case": "The answers file belongs to another case: nothing in it is read.",
        "no-answers": "The answers file is damaged: it holds no answers.",
        "other-revision": "These answers were given to another revision of this case.",
        "no-language": "The answers file names no language of this course.",
        "repeated": "The answers file gives one key twice; the last one counts.",
        "odd-number": "The answers file holds something that is no number; it earns nothing.",
        "odd-text": "Characters that cannot be shown were taken out of the answers.",
        "odd-answer": "An answer is nested too deeply, and earns nothing.",
        "stopped": "Your cells stopped before the end: {error}",
        "not-run": "Your cells could not be run here; a person will look at them.",
        "taken": "Taken from your cells: {names}.",
        "unknown-task": "The answers file answers a task that this case does not have.",
    }
)


@dataclass(frozen=True)
class Finding:
    """Something odd about the answers file; `code` is one of `MESSAGES`."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def said(self, lang: Locale) -> str:
        """In words."""
        return say(lang, MESSAGES[self.code], **self.values)


@dataclass(frozen=True)
class Sheet:
    """What could be read: raw answers by task (for `graders.cases.marking.work`), and findings.

    `revision` is that of the case the student saw, None where the file does not say.
    """

    answers: Mapping[str, object]
    lang: Locale
    revision: int | None
    findings: tuple[Finding, ...] = ()


class _Unreadable(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.finding = Finding(code, values)


def read_answers(source: Path | bytes, case: Case) -> Sheet:
    """The answers of a file, or of its content; never raises, whatever it holds."""
    desk = _Desk()
    lang: Locale = "en" if case.jurisdiction == "us" else "fr"  # until the file says another
    try:
        content = source if isinstance(source, bytes) else _content(source)
        data = desk.parsed(content)
        lang = desk.language(data, lang)
        answers = desk.answers(data, case)
        revision = desk.revision(data, case)
    except _Unreadable as refusal:
        return Sheet({}, lang, None, (*desk.findings, refusal.finding))
    return Sheet(answers, lang, revision, tuple(desk.findings))


def _content(path: Path) -> bytes:
    """At most one byte more than is allowed, of a plain file that is no link."""
    try:
        _refuse_special(os.lstat(path).st_mode)  # before a device is so much as opened
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(opened, "rb") as stream:
            _refuse_special(os.fstat(stream.fileno()).st_mode)
            return stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise _Unreadable("missing") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        what = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
        raise _Unreadable("unopened", what=what) from None


def _refuse_special(mode: int) -> None:
    kinds = {
        stat.S_IFLNK: "link",
        stat.S_IFIFO: "pipe",
        stat.S_IFDIR: "folder",
        stat.S_IFSOCK: "socket",
        stat.S_IFCHR: "device",
        stat.S_IFBLK: "device",
    }
    if not stat.S_ISREG(mode):
        raise _Unreadable("not-a-file", what=kinds.get(stat.S_IFMT(mode), "special"))


@dataclass
class _Desk:
    """What has been found odd so far, each once."""

    findings: list[Finding] = field(default_factory=list)

    def note(self, code: str) -> None:
        found = Finding(code)
        if found not in self.findings:
            self.findings.append(found)

    def parsed(self, content: bytes) -> dict[str, Any]:
        if len(content) > LARGEST:
            raise _Unreadable("too-large")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise _Unreadable("not-utf8") from None
        try:
            data = json.loads(
                text,
                object_pairs_hook=self._object,
                parse_constant=self._no_number,
                parse_int=self._whole,
            )
        except json.JSONDecodeError as error:
            raise _Unreadable("not-json", line=error.lineno) from None
        except RecursionError:
            raise _Unreadable("too-deep") from None
        if not isinstance(data, dict):
            raise _Unreadable("not-object")
        return data

    def language(self, data: Mapping[str, Any], otherwise: Locale) -> Locale:
        found = next((lang for lang in LOCALES if lang == data.get("lang")), None)
        if found is None:
            self.note("no-language")
        return found or otherwise

    def answers(self, data: Mapping[str, Any], case: Case) -> dict[str, object]:
        schema = data.get("schema")
        if isinstance(schema, bool) or schema != SCHEMA:
            raise _Unreadable("other-schema")
        if data.get("case") != case.id:
            raise _Unreadable("other-case")
        answers = data.get("answers")
        if not isinstance(answers, dict):
            raise _Unreadable("no-answers")
        known = {task.id for task in case.tasks}
        if answers.keys() - known:
            self.note("unknown-task")
        return {name: self._clean(value) for name, value in answers.items() if name in known}

    def revision(self, data: Mapping[str, Any], case: Case) -> int | None:
        revision = data.get("revision")
        if not isinstance(revision, int) or isinstance(revision, bool):
            revision = None
        if revision != case.revision:
            self.note("other-revision")
        return revision if revision is not None and 0 < revision <= _NEWEST else None

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            self.note("repeated")
        return found

    def _no_number(self, _: str) -> None:
        """NaN and the infinities are no JSON, though some programs write them."""
        self.note("odd-number")

    def _whole(self, digits: str) -> int | float:
        if len(digits) <= _DIGITS:
            return int(digits)
        self.note("odd-number")
        return math.inf

    def _clean(self, value: object, depth: int = 0) -> object:
        """The value with texts that can be stored and shown, cut where it is too deep."""
        if isinstance(value, str):
            clean = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
            if _CONTROL.search(value) is not None:
                self.note("odd-text")
            return clean
        if not isinstance(value, dict | list):
            return value
        if depth == DEEPEST:
            self.note("odd-answer")
            return None
        if isinstance(value, list):
            return [self._clean(one, depth + 1) for one in value]
        return {str(self._clean(name)): self._clean(one, depth + 1) for name, one in value.items()}
