"""The command that starts the sandbox's template at each level."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from graders.sandbox.environment import environment
from graders.sandbox.outcome import MB, Level

INSIDE = Path(__file__).parent / "inside"
PRELOADED = ("numpy", "pandas")
VARIABLES = {
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "TZ": "UTC",
    # A process with threads must not be forked.
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from inside.template import main; main(int(sys.argv[2]), sys.argv[3])"
)
WORK = Path("/submission")
"""The folder of a sandbox that has a file system of its own."""

_USERS = range(61184, 65520)  # what systemd, too, takes for users that last as long as a process
_NEEDED = ("CHOWN", "DAC_OVERRIDE", "KILL", "SETGID", "SETUID")


class Unavailable(Exception):
    """A level that this machine does not offer; the message says why, to follow "because"."""


@dataclass(frozen=True)
class Way:
    """A level, and whether the cells become another user, which takes root."""

    level: Level
    own_user: bool

    @property
    def counted(self) -> bool:
        """Whether the limit of threads counts those of cells only."""
        own_namespace = os.geteuid() != 0 and self.level in {Level.BUBBLEWRAP, Level.NAMESPACES}
        return self.own_user or own_namespace


def ways() -> list[Way]:
    """All ways to try, the strongest first."""
    root = os.geteuid() == 0
    levels = (Level.BUBBLEWRAP, Level.NAMESPACES, Level.LANDLOCK, Level.WEAK)
    return [Way(level, own) for level in levels for own in ((True, False) if root else (False,))]


def command(way: Way, control: int, work: Path) -> list[str]:
    """What to run for this way; Unavailable where the tool for it is missing.

    `control`: the open socket to serve. `work`: an empty folder; WORK for bubblewrap, which makes
    it.
    """
    if not sys.executable:
        raise Unavailable("it is not known which Python this is")
    if way.level is Level.BUBBLEWRAP:
        return [*_bubblewrap(), *_template(way, control, "/sandbox", work)]
    outer = _unshare() if way.level is Level.NAMESPACES else []
    return [*outer, *_template(way, control, str(INSIDE.parent), work)]


def _template(way: Way, control: int, inside: str, work: Path) -> list[str]:
    settings = {
        "work": str(work),
        "readable": environment().without_hidden(),
        "user": _USERS[os.getpid() % len(_USERS)] if way.own_user else None,
        "counted": way.counted,
        "preload": PRELOADED,
    }
    return [sys.executable, "-I", "-B", "-c", _START, inside, str(control), json.dumps(settings)]


def _bubblewrap() -> list[str]:
    tool = shutil.which("bwrap")
    if tool is None:
        raise Unavailable("bubblewrap is not installed (apt-get install bubblewrap)")
    line = [tool, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    line += ["--unshare-cgroup-try", "--die-with-parent", "--new-session"]
    if os.geteuid() != 0:
        line += ["--unshare-user"]
    line += ["--cap-drop", "ALL"]
    if os.geteuid() == 0:
        line += [part for name in _NEEDED for part in ("--cap-add", f"CAP_{name}")]
    found = environment()
    # Folders that lead to what is bound, which bubblewrap by itself would make for root only.
    above = {folder for root in found.roots for folder in root.parents} - {Path("/")}
    line += [part for folder in sorted(above) for part in ("--dir", str(folder))]
    line += ["--dir", "/sandbox"]
    for root in found.roots:
        path = str(root)
        if root.parent == Path("/dev"):
            line += ["--dev-bind", path, path]
        elif root.is_symlink() and root.parent == Path("/"):
            line += ["--symlink", str(root.readlink()), path]
        else:
            line += ["--ro-bind", path, path]
    for folder in found.hidden:
        line += ["--tmpfs", str(folder), "--remount-ro", str(folder)]
    line += ["--ro-bind", str(INSIDE), "/sandbox/inside"]
    line += ["--perms", "0755", "--size", str(256 * MB), "--tmpfs", str(WORK)]
    return [*line, "--remount-ro", "/", "--chdir", "/"]


def _unshare() -> list[str]:
    tool = shutil.which("unshare")
    if tool is None:
        raise Unavailable("the command unshare is not installed (apt-get install util-linux)")
    user = [] if os.geteuid() == 0 else ["--user", "--map-current-user"]
    spaces = ["--ipc", "--net", "--pid", "--uts", "--fork", "--kill-child"]
    return [tool, *user, *spaces, "--"]
