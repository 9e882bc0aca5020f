"""What is asked of the sandbox, what comes back, and how strong it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one notebook may take.

    `cpu`, `seconds`: of processor time and of the clock; the clock is generous, since other work
    may keep the machine busy. `memory`: bytes of address space, those of Python and pandas
    included. `space`: bytes of all files in its folder, and of each.
    """

    cpu: float = 10
    seconds: float = 30
    memory: int = 1024 * MB
    space: int = 32 * MB


class Kind(StrEnum):
    """Why values are missing."""

    RAISED = "raised"  # a cell raised, or cannot be parsed
    VALUE = "value"  # a name is not set, or is not one finite number
    TIME = "time"
    MEMORY = "memory"
    SPACE = "space"
    CRASHED = "crashed"  # a signal ended Python
    ENDED = "ended"  # Python ended without a result
    UNREADABLE = "unreadable"  # what came back is not a result


_SENTENCES = {
    Kind.RAISED: "",
    Kind.VALUE: "",
    Kind.TIME: "took too long",
    Kind.MEMORY: "needs more memory than there is",
    Kind.SPACE: "writes more to files than there is room for",
    Kind.CRASHED: "made Python crash",
    Kind.ENDED: "ended Python before the values were read",
    Kind.UNREADABLE: "wrote into the result, which can no longer be read",
}


@dataclass(frozen=True)
class Failure:
    """Why values are missing, for the student; `cell` and `line` from 1, where they are known.

    `detail` is Python's own message (raised, memory) or says which name is not a number (value);
    one line of at most 300 printable characters.
    """

    kind: Kind
    detail: str = ""
    cell: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        """In English: `cell 2, line 3: NameError: name 'x' is not defined`."""
        place = [f"cell {self.cell}"] if self.cell else []
        place += [f"line {self.line}"] if self.cell and self.line else []
        said = [", ".join(place), _SENTENCES[self.kind], self.detail]
        return ": ".join(part for part in said if part)


class Level(StrEnum):
    """How cells are kept apart; strongest first. `rank` orders them."""

    BUBBLEWRAP = "bubblewrap"
    NAMESPACES = "namespaces"
    LANDLOCK = "landlock"
    WEAK = "weak"
    NONE = "none"

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(Level).index(self)


_HOW = {
    Level.BUBBLEWRAP: "bubblewrap: nothing but the Python environment exists, no network",
    Level.NAMESPACES: (
        "namespaces: no network, no other processes; files are refused by Landlock, though one can "
        "see that they exist"
    ),
    Level.LANDLOCK: (
        "Landlock: files are refused, though one can see that they exist; no sockets; processes "
        "are in sight"
    ),
    Level.WEAK: (
        "limits of time and memory only: cells can read what the grader can read, the key "
        "included, or reach the network"
    ),
    Level.NONE: "not at all: code of students cannot be run here",
}


@dataclass(frozen=True)
class Confinement:
    """How this machine keeps cells apart, and why not better.

    `own_user`: cells run as a user that owns nothing. `landlock`: its version, 0 for none.
    `filtered`: system calls are filtered; without this each notebook has a sandbox of its own,
    which takes longer. `not_stronger`: for each stronger way its name and, in brackets, why not.
    """

    level: Level
    own_user: bool = False
    landlock: int = 0
    filtered: bool = False
    not_stronger: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """All of it in English."""
        more = []
        if self.own_user:
            more.append("a user of their own")
        if self.landlock:
            more.append(f"Landlock {self.landlock}")
        if self.filtered:
            more.append("system calls are filtered")
        said = f"Cells are kept apart by {_HOW[self.level]}"
        if self.level is Level.NONE:
            said = f"Cells are kept apart {_HOW[self.level]}"
        if more:
            said += f"; {', '.join(more)}"
        if self.not_stronger:
            said += f". Stronger ways do not work here: {'; '.join(self.not_stronger)}"
        return f"{said}."


@dataclass(frozen=True)
class Outcome:
    """What the cells exported: finite numbers by name; what is missing has an `error`.

    `error` is in English; `failure` is the same as data, for other languages.
    """

    values: Mapping[str, float]
    error: str | None
    how: Confinement
    failure: Failure | None = None
