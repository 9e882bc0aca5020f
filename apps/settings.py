"""What whoever runs Parcours may set, by environment variables that start with `PARCOURS_`."""

from __future__ import annotations

import contextlib
import math
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


class BadSetting(Exception):
    """A variable holds something unusable; the message says which and what to write."""


@dataclass(frozen=True)
class Settings:
    """Where data lives and how the server behaves."""

    data: Path
    database_url: str
    cut: float  # training cut, share of scored questions; ours, never the certifier's
    saves_per_second: float  # per user, sustained
    live_kernels: int  # pages that hold a kernel, all users together
    live_kernels_per_user: int
    live_abandoned_seconds: float  # a kernel whose page is gone ends after this
    live_idle_seconds: float  # a kernel whose page is open but unused ends after this
    reading_url: str | None  # where the reading edition of the lessons is, if anywhere
    lab_port: int | None  # of the JupyterLab beside a server of one user; any free one if None
    courses: tuple[Path, ...]  # nbgrader courses whose written answers are marked here

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Settings from the variables that docs/reverse-proxy.md lists."""
        env = os.environ if environ is None else environ
        data = Path(env.get("PARCOURS_DATA") or user_data_path("parcours")).expanduser().absolute()
        return cls(
            data=data,
            database_url=env.get("PARCOURS_DATABASE_URL") or f"sqlite:///{data / 'parcours.db'}",
            cut=_share(env, "PARCOURS_CUT", 0.70),
            saves_per_second=_positive(env, "PARCOURS_SAVES_PER_SECOND", 10.0),
            live_kernels=_count(env, "PARCOURS_LIVE_KERNELS", 20),
            live_kernels_per_user=_count(env, "PARCOURS_LIVE_KERNELS_PER_USER", 3),
            live_abandoned_seconds=_positive(env, "PARCOURS_LIVE_ABANDONED_SECONDS", 300.0),
            live_idle_seconds=_positive(env, "PARCOURS_LIVE_IDLE_SECONDS", 7200.0),
            reading_url=_address(env, "PARCOURS_READING_URL"),
            lab_port=_port(env, "PARCOURS_LAB_PORT"),
            courses=_folders(env, "PARCOURS_COURSES"),
        )

    @property
    def backups(self) -> Path:
        """Folder of the backups."""
        return self.data / "backups"

    def make_private(self) -> None:
        """Create the data folder, readable by its owner only; one that exists stays as it is."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)

    def cookie_secret(self) -> bytes:
        """The secret that signs session cookies; kept, so that a restart logs nobody out."""
        path = self.data / "cookie_secret"
        if not path.exists():
            with tempfile.NamedTemporaryFile(dir=self.data) as stream:  # mode 0600
                stream.write(secrets.token_bytes(32))
                stream.flush()
                os.fsync(stream.fileno())
                with contextlib.suppress(FileExistsError):  # another server was first
                    os.link(stream.name, path)
        secret = path.read_bytes()
        if len(secret) < 32:
            raise BadSetting(f"{path} is damaged; remove it, and users sign in again")
        return secret


def _folders(env: Mapping[str, str], name: str) -> tuple[Path, ...]:
    given = [
        Path(one).expanduser().absolute() for one in env.get(name, "").split(os.pathsep) if one
    ]
    for folder in given:
        if not folder.is_dir():
            raise BadSetting(f"{name} names {folder}, which is no folder")
    return tuple(given)


def _share(env: Mapping[str, str], name: str, default: float) -> float:
    value = _positive(env, name, default)
    if value >= 1:
        raise BadSetting(f"{name} is {env[name]!r}; write a share between 0 and 1, such as 0.70")
    return value


def _count(env: Mapping[str, str], name: str, default: int) -> int:
    value = _positive(env, name, default)
    if not value.is_integer():
        raise BadSetting(f"{name} is {env[name]!r}; write a whole number, such as {default}")
    return int(value)


def _address(env: Mapping[str, str], name: str) -> str | None:
    raw = env.get(name)
    if raw and not raw.startswith(("http://", "https://")):
        raise BadSetting(f"{name} is {raw!r}; write an address that starts with https://")
    return raw or None


def _port(env: Mapping[str, str], name: str) -> int | None:
    if not env.get(name):
        return None
    port = _count(env, name, 8867)
    if port > 65535:
        raise BadSetting(f"{name} is {port}; write a port between 1 and 65535, such as 8867")
    return port


def _positive(env: Mapping[str, str], name: str, default: float) -> float:
    raw = env.get(name)
    if not raw:
        return float(default)
    try:
        value = float(raw)
    except ValueError:
        value = -1.0
    if not (math.isfinite(value) and value > 0):
        raise BadSetting(f"{name} is {raw!r}; write a number above 0, such as {default}")
    return value
