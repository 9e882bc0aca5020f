"""Zip files: written the same each time, and read as if they came from an enemy."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from question_bank.exchange.question import NotReadable

ENTRIES = 20_000
LARGEST = 64 * 2**20  # bytes of one entry
TOTAL = 512 * 2**20  # bytes of all entries that are read
RATIO = 200  # more than this times smaller is a bomb; honest XML of many items packs 10 to 40
SMALL = 2**20  # bytes below which any ratio is honest

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,  # of bzip2
    EOFError,
    RuntimeError,
    NotImplementedError,
)
_DATE = (1980, 1, 1, 0, 0, 0)  # the first day zip files know: same content, same bytes


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files as a zip file with fixed dates and rights."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


class Archive:
    """A zip file of a stranger; nothing of it is ever written to disk by its own name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise NotReadable(f"is not a sound zip file ({error}); export it again") from None
        if len(entries) > ENTRIES:
            raise NotReadable(f"holds {len(entries)} files, over {ENTRIES}; split it")
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._left = TOTAL
        for entry in entries:
            if entry.is_dir():
                continue
            _refuse_odd(entry)
            if entry.filename in self._entries:
                raise NotReadable(f"holds {entry.filename!r} twice; export it again")
            self._entries[entry.filename] = entry

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def read(self, name: str) -> bytes:
        """The content of an entry; what its header says of its size is not believed."""
        entry = self._entries[name]
        limit = min(LARGEST, self._left)
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(limit + 1)
        except _BROKEN as error:
            raise NotReadable(f"{name}: cannot be unpacked ({error}); export it again") from None
        if len(data) > limit or len(data) > max(SMALL, RATIO * entry.compress_size):
            raise NotReadable(f"{name}: unpacks to more than an honest file does; not read")
        self._left -= len(data)
        return data


def _refuse_odd(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    path = PurePosixPath(name)
    if "\\" in name or ":" in name or path.is_absolute() or ".." in path.parts:
        raise NotReadable(f"holds a file named {name!r}, which leads out of it; not read")
    if entry.flag_bits & 1:
        raise NotReadable(f"{name}: is encrypted; export it without a password")
    if (entry.external_attr >> 16) & 0o170000 == 0o120000:
        raise NotReadable(f"{name}: is a link to another file; not read")
    if entry.file_size > LARGEST:
        raise NotReadable(f"{name}: is larger than {LARGEST // 2**20} MiB; not read")
    if entry.file_size > max(SMALL, RATIO * entry.compress_size):
        raise NotReadable(f"{name}: unpacks to more than an honest file does; not read")
