"""Text files whose encoding is not said."""

from __future__ import annotations

import codecs

from question_bank.exchange.question import NotReadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LARGEST = 64 * 2**20  # bytes


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and a note where its encoding had to be guessed."""
    if len(data) > LARGEST:
        raise NotReadable(f"is larger than {LARGEST // 2**20} MiB; split it")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise NotReadable(f"is not sound {encoding} at byte {error.start}") from None
        text = data.decode("cp1252", errors="replace")
        note = f"byte {error.start} is not UTF-8; the file was read as Windows-1252"
        return text, (note,)
    if "\0" in text:
        raise NotReadable("holds zero bytes: this is no text file, or UTF-16 without its mark")
    return text, ()
