"""Findings: what is wrong, where, and how to mend it, as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]
LEVELS: tuple[Level, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class Fault:
    """What a rule says of one place, before it is known which file that is."""

    place: str
    message: str
    fix: str
    level: Level = "error"


@dataclass(frozen=True)
class Finding:
    """One fault of one file (or of the whole bank, when `path` is empty)."""

    rule: str
    level: Level
    path: str
    place: str
    message: str
    fix: str

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.path, self.place) if part)
        return f"{where or 'bank'}: {self.message} ({self.rule}). {self.fix}"

    def as_json(self) -> dict[str, str]:
        """The finding for other programs."""
        return asdict(self)


def finding(rule: str, path: str, fault: Fault) -> Finding:
    """The fault, signed by its rule and its file."""
    return Finding(
        rule=rule,
        level=fault.level,
        path=path,
        place=fault.place,
        message=fault.message,
        fix=fault.fix,
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, worst first within a file."""
    return tuple(
        sorted(findings, key=lambda f: (f.path, LEVELS.index(f.level), f.rule, f.place, f.message))
    )
