"""The formats: what each is called, its file name, and who writes and reads it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from question_bank.exchange.question import NotReadable, Question, Reading
from question_bank.model import Locale

Writer = Callable[[tuple[Question, ...]], bytes]
Reader = Callable[[bytes, Locale], Reading]

_HERE = "question_bank.exchange"


@dataclass(frozen=True)
class Format:
    """One format; its module is imported when it is used."""

    name: str
    title: str
    suffix: str
    reader: str
    writer: str | None = None

    def write(self, questions: tuple[Question, ...]) -> bytes:
        """The questions as a file of this format."""
        if self.writer is None:
            raise ValueError(f"{self.name} is only read")
        return cast(Writer, _named(self.writer))(questions)

    def read(self, data: bytes, locale: Locale) -> Reading:
        """The questions of a file of this format; text that names no language is in that one."""
        return cast(Reader, _named(self.reader))(data, locale)


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("moodle-xml", "Moodle XML", ".xml", "moodle_xml:read", "moodle_xml:write"),
        Format("gift", "GIFT", ".gift", "gift:read", "gift:write"),
        Format("qti21", "QTI 2.1", ".zip", "qti.read:read", "qti.qti21:write"),
        Format("qti30", "QTI 3.0", ".zip", "qti.read:read", "qti.qti30:write"),
        Format("qti12", "QTI 1.2", ".zip", "qti.read:read"),
        Format("csv", "CSV", ".csv", "sheets:read_csv", "sheets:write_csv"),
        Format("xlsx", "Excel", ".xlsx", "sheets:read_xlsx", "sheets:write_xlsx"),
        Format("apkg", "Anki", ".apkg", "apkg.read:read", "apkg.write:write"),
    )
}
WRITTEN = tuple(one.name for one in FORMATS.values() if one.writer is not None)
_BY_SUFFIX = {
    ".gift": "gift",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".apkg": "apkg",
    ".colpkg": "apkg",
}
_PLAIN_TEXT = (".gift", ".csv", ".tsv")


def format_of(data: bytes, file_name: str) -> Format:
    """The format of a file, by what is in it, and by its name where that does not tell."""
    if data[:2] == b"PK":
        return FORMATS[_zipped(data)]
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\0", b"")
    suffix = f".{file_name.rpartition('.')[2].lower()}"
    if start.startswith(b"<") and suffix not in _PLAIN_TEXT:  # a question may start with "< 65"
        return FORMATS["moodle-xml" if b"<quiz" in start else "qti21"]
    if suffix in _BY_SUFFIX:
        return FORMATS[_BY_SUFFIX[suffix]]
    if b"{" in data and b"}" in data:
        return FORMATS["gift"]
    known = ", ".join(FORMATS)
    raise NotReadable(f"{file_name}: no known format; name it with --from: {known}")


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotReadable(f"is not a sound zip file ({error}); export it again") from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "apkg" if any(name.startswith("collection.anki2") for name in names) else "qti21"


def _named(place: str) -> object:
    module, _, name = place.partition(":")
    return getattr(import_module(f"{_HERE}.{module}"), name)
