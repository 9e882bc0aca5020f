from __future__ import annotations

import io
import sqlite3
import struct
import zipfile
from contextlib import closing
from itertools import pairwise

import pytest

from question_bank.exchange.archive import Archive
from question_bank.exchange.formats import FORMATS, format_of
from question_bank.exchange.question import NotReadable
from tests.question_bank.exchange.questions import sound_question

_BILLION = "".join(
    f'<!ENTITY {outer} "&{inner};&{inner};">' for inner, outer in pairwise("abcdefghi")
)
BOMB = f'<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa">{_BILLION}]><quiz>&i;</quiz>'
EXTERNAL = (
    '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<quiz><question type="multichoice"><name><text>&x;</text></name></question></quiz>'
)
XML_READERS = ("moodle-xml", "qti21", "qti30", "qti12")


def zipped(*files: tuple[str, bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("name", XML_READERS)
@pytest.mark.parametrize("data", [BOMB, EXTERNAL], ids=["bomb", "external"])
def test_entities_are_refused(name, data):
    with pytest.raises(NotReadable, match="entity"):
        FORMATS[name].read(data.encode(), "en")


@pytest.mark.parametrize("name", XML_READERS)
@pytest.mark.parametrize(
    "data",
    [b"", b"<quiz>", b"\x00\x01", b"<?xml version='1.0' encoding='klingon'?><quiz/>", b"<html/>",
     b"<a>" * 5000 + b"</a>" * 5000],
    ids=["empty", "open", "binary", "encoding", "html", "deep"],
)  # fmt: skip
def test_what_is_no_such_xml_is_refused_in_words(name, data):
    with pytest.raises(NotReadable) as error:
        FORMATS[name].read(data, "en")
    assert len(str(error.value)) > 20


@pytest.mark.parametrize(
    "name", ["../../evil.xml", "/etc/passwd", "a/../../b.xml", "..\\evil.xml", "C:/evil.xml"]
)
def test_names_that_lead_out_of_an_archive_are_refused(name):
    with pytest.raises(NotReadable, match="leads out of it"):
        FORMATS["qti21"].read(zipped((name, b"<a/>")), "en")


def test_a_manifest_that_points_out_of_its_package_reads_nothing_there(tmp_path):
    manifest = (
        '<manifest><resources><resource type="imsqti_item_xmlv2p1" href="../../../etc/hosts.xml">'
        '<file href="file:///etc/hosts.xml"/></resource></resources></manifest>'
    )
    with pytest.raises(NotReadable, match="no QTI item"):
        FORMATS["qti21"].read(zipped(("imsmanifest.xml", manifest.encode())), "en")


@pytest.mark.parametrize("name", ["qti30", "xlsx", "apkg"])
def test_a_bomb_is_not_unpacked(name):
    data = zipped(("collection.anki2", b"\0" * 2**24), ("xl/workbook.xml", b"\0" * 2**24))
    with pytest.raises(NotReadable, match="more than an honest file"):
        FORMATS[name].read(data, "en")


def test_a_header_that_lies_about_the_size_is_not_believed():
    data = bytearray(zipped(("a.xml", b"\0" * 2**24)))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.index(mark) + at
        data[start : start + 4] = struct.pack("<I", 100)
    with pytest.raises(NotReadable):
        Archive(bytes(data)).read("a.xml")


def test_an_archive_of_too_many_files_is_refused(monkeypatch):
    monkeypatch.setattr("question_bank.exchange.archive.ENTRIES", 2)
    with pytest.raises(NotReadable, match="holds 3 files"):
        Archive(zipped(*((f"{n}.xml", b"") for n in range(3))))


def test_all_entries_together_have_a_limit(monkeypatch):
    monkeypatch.setattr("question_bank.exchange.archive.TOTAL", 150)
    archive = Archive(zipped(("a", b"x" * 100), ("b", b"y" * 100)))
    assert archive.read("a")
    with pytest.raises(NotReadable):
        archive.read("b")


def test_a_link_a_double_and_a_password_are_refused():
    link = zipfile.ZipInfo("link.xml")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, b"/etc/passwd")
    with pytest.raises(NotReadable, match="is a link"):
        Archive(out.getvalue())
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.xml", b"1"), ("a.xml", b"2"))
    with pytest.raises(NotReadable, match="twice"):
        Archive(data)
    locked = bytearray(zipped(("a.xml", b"1")))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        locked[locked.index(mark) + at] |= 1
    with pytest.raises(NotReadable, match="encrypted"):
        Archive(bytes(locked))


def test_a_workbook_with_entities_is_refused():
    files = zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"].write((sound_question(),))))
    with files as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    bad = [(name, b"<!DOCTYPE x>" + data) if "workbook.xml" in name else (name, data)
           for name, data in parts]  # fmt: skip
    with pytest.raises(NotReadable, match="defines entities"):
        FORMATS["xlsx"].read(zipped(*bad), "en")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", ["moodle-xml", "qti21", "qti30", "xlsx", "apkg"])
def test_a_file_cut_short_is_refused(name, share):
    data = FORMATS[name].write((sound_question(),))
    with pytest.raises(NotReadable):
        FORMATS[name].read(data[: int(len(data) * share)], "en")


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_gift_cut_short_keeps_the_questions_before_the_cut(share):
    data = FORMATS["gift"].write(tuple(sound_question() for _ in range(10)))
    reading = FORMATS["gift"].read(data[: int(len(data) * share)], "en")
    assert len(reading.questions) in (int(10 * share), int(10 * share) - 1)


@pytest.mark.parametrize("name", ["a.gift", "a.csv"])
def test_a_question_that_starts_with_a_sign_is_no_mark_up(name):
    text = b"< 65 years: which programme fits?{=Medicaid ~Medicare}"
    assert format_of(text, name).name == name.partition(".")[2]
    assert format_of(b"<quiz/>", "a.xml").name == "moodle-xml"


def test_a_file_of_no_known_format_names_those_there_are():
    with pytest.raises(NotReadable, match="moodle-xml, gift, qti21"):
        format_of(b"\x7fELF", "a.out")
    with pytest.raises(NotReadable, match="not a sound zip"):
        format_of(b"PK\x03\x04", "a.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_entry_that_cannot_be_unpacked_is_refused_in_words(method):
    data = bytearray(zipped(("imsmanifest.xml", bytes(range(256)) * 4), level=method))
    for at in range(50, 70):
        data[at] ^= 0xFF
    with pytest.raises(NotReadable, match="cannot be unpacked"):
        Archive(bytes(data)).read("imsmanifest.xml")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_workbook_with_broken_xml_is_refused(part):
    with zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"].write((sound_question(),)))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part][:-20]
    with pytest.raises(NotReadable, match="not a sound workbook"):
        FORMATS["xlsx"].read(zipped(*parts.items()), "en")


def _collection(mid, models):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE col (models)")
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, mid, tags, flds)")
        connection.execute("INSERT INTO col VALUES (?)", (models,))
        connection.execute("INSERT INTO notes VALUES (1, ?, '', 'a')", (mid,))
        connection.commit()
        return zipped(("collection.anki2", connection.serialize()))


@pytest.mark.parametrize("mid", ["abc", None, float("inf"), b"x"])
def test_a_note_of_no_sound_type_is_told(mid):
    (fault,) = FORMATS["apkg"].read(_collection(mid, "{}"), "en").faults
    assert "without options" in fault.message


def test_note_types_deeper_than_any_honest_ones_are_refused():
    with pytest.raises(NotReadable, match="note types"):
        FORMATS["apkg"].read(_collection(1, "[" * 2**17), "en")


def test_numbers_of_thousands_of_digits_name_nothing():
    long = "1" * 5000
    sheet = f"question,option a,option b,choice_{long}_text,correct\nWho?,x,y,z,{long}\n"
    (question,) = FORMATS["csv"].read(sheet.encode(), "en").questions
    assert [option.is_key for option in question.options] == [False, False]
    gift = f"// [tag:choice-{long}:a]\nWho? {{=x ~y}}\n"
    (question,) = FORMATS["gift"].read(gift.encode(), "en").questions
    assert [option.id for option in question.options] == [None, None]
