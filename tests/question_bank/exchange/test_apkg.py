from __future__ import annotations

import io
import sqlite3
import warnings
import zipfile

import genanki
import pytest
from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from question_bank.exchange.apkg.read import read
from question_bank.exchange.apkg.write import write
from question_bank.exchange.question import NotReadable
from tests.question_bank.exchange.questions import sound_question, without_place

QUESTION = sound_question()


@pytest.fixture
def collection(tmp_path):
    """An empty collection of Anki itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def taken(collection, tmp_path, data):
    """What Anki says it did with a package: notes that are new, notes that changed."""
    path = tmp_path / "deck.apkg"
    path.write_bytes(data)
    request = ImportAnkiPackageRequest(
        package_path=str(path), options=ImportAnkiPackageOptions(with_scheduling=False)
    )
    log = collection.import_anki_package(request).log
    return len(log.new), len(log.updated)


def package_of(note_type, rows):
    """A package as other people make them, with genanki."""
    deck = genanki.Deck(1 << 30, "Foreign")
    for fields in rows:
        deck.add_note(genanki.Note(model=note_type, fields=fields))
    out = io.BytesIO()
    genanki.Package(deck).write_to_file(out, timestamp=1.0)
    return out.getvalue()


def note_type(*names):
    template = {"name": "c", "qfmt": f"{{{{{names[0]}}}}}", "afmt": f"{{{{{names[-1]}}}}}"}
    return genanki.Model(7, "Theirs", fields=[{"name": n} for n in names], templates=[template])


def test_anki_takes_a_card_for_each_language_in_a_deck_for_each_domain(collection, tmp_path):
    assert taken(collection, tmp_path, write((QUESTION,))) == (1, 0)
    assert (collection.note_count(), collection.card_count()) == (1, 2)
    names = [deck.name for deck in collection.decks.all_names_and_ids()]
    assert "Parcours::ccm::care-management" in names
    card = collection.get_card(collection.find_cards("card:en")[0])
    assert "What should the case manager do <strong>first</strong>?" in card.question()
    assert "Arrange a home visit" in card.question()
    assert "Trois jours" not in card.answer()
    assert 'class="choice key" title="call-prescriber"' in card.answer()
    assert "CC BY 4.0" in card.answer()


def test_the_front_of_a_card_tells_no_key(collection, tmp_path):
    taken(collection, tmp_path, write((QUESTION,)))
    for card_id in collection.find_cards(""):
        front = collection.get_card(card_id).question().partition("</style>")[2]
        assert "key" not in front
        assert "call-prescriber" not in front


def test_one_language_makes_one_card(collection, tmp_path):
    english = sound_question()
    only = type(english)(
        place="x",
        id=english.id,
        stem={"en": english.stem["en"]},
        options=tuple(
            type(one)({"en": one.text["en"]}, {"en": one.why["en"]}, one.is_key, one.id)
            for one in english.options
        ),
        labels=english.labels,
    )
    taken(collection, tmp_path, write((only,)))
    assert collection.card_count() == 1


def test_a_second_import_updates_what_has_a_new_revision(collection, tmp_path):
    taken(collection, tmp_path, write((QUESTION,)))
    assert taken(collection, tmp_path, write((QUESTION,))) == (0, 0)
    changed = sound_question(revision=2, stem={"en": "What **now**?", "fr": "Et maintenant ?"})
    assert taken(collection, tmp_path, write((changed,))) == (0, 1)
    assert collection.note_count() == 1
    fields = collection.get_note(collection.find_notes("")[0]).fields
    assert "<p>What <strong>now</strong>?</p>" in fields


@pytest.mark.parametrize("legacy", [True, False])
def test_what_anki_exports_says_what_it_was_given(collection, tmp_path, legacy):
    taken(collection, tmp_path, write((QUESTION,)))
    path = tmp_path / "exported.apkg"
    options = ExportAnkiPackageOptions(
        with_scheduling=False, with_deck_configs=False, with_media=False, legacy=legacy
    )
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    with zipfile.ZipFile(path) as archive:
        assert ("collection.anki21b" in archive.namelist()) is not legacy
    (found,) = read(path.read_bytes(), "en").questions
    expected = without_place((QUESTION,))[QUESTION.id]
    for name in ("id", "stem", "options", "scenario", "sources"):
        assert getattr(found, name) == getattr(expected, name)
    # Anki sorts tags: sets stay, their order does not.
    assert {k: set(v) for k, v in found.labels.items()} == {
        k: set(v) for k, v in expected.labels.items()
    }


def test_notes_with_options_are_taken_and_others_told():
    multiple = note_type("Question", "Q_1", "Q_2", "Q_3", "Answers", "Extra 1")
    data = package_of(
        multiple, [["What <b>first</b>?", "Wait", "Call<br>now", "", "0 1 0", "It is urgent."]]
    )
    (question,) = read(data, "en").questions
    assert question.stem == {"en": "What **first**?"}
    assert [option.text["en"] for option in question.options] == ["Wait", "Call\n\nnow"]
    assert [option.is_key for option in question.options] == [False, True]
    assert question.options[1].why == {"en": "It is urgent."}
    reading = read(package_of(note_type("Front", "Back"), [["What is a CCM?", "A title"]]), "en")
    assert not reading.questions
    assert reading.faults[0].place == "note 1 (What is a CCM?)"
    assert reading.faults[0].message == "is a card without options (Theirs)"


def test_a_collection_that_runs_code_is_not_run(tmp_path):
    path = tmp_path / "collection.anki2"
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE col (models text); INSERT INTO col VALUES ('{}');"
        "CREATE VIEW notes AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT i AS id, i AS mid, '' AS tags, 'x' AS flds FROM n;"
    )
    connection.close()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.write(path, "collection.anki2")
    with pytest.raises(NotReadable, match="not a sound Anki database"):
        read(out.getvalue(), "en")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("collection.anki2", b"nothing", "not an Anki database"),
        ("collection.anki2", b"SQLite format 3\0" + b"\0" * 4096, "Anki database"),
        ("collection.anki21b", b"nothing", "cannot be unpacked"),
        ("media", b"{}", "no collection"),
    ],
)
def test_a_broken_package_is_refused_in_words(name, data, message):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    with pytest.raises(NotReadable, match=message):
        read(out.getvalue(), "en")


def test_a_compressed_bomb_is_not_unpacked(monkeypatch):
    from backports import zstd

    from question_bank.exchange.apkg import read as module

    monkeypatch.setattr(module, "LARGEST", 2**20)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("collection.anki21b", zstd.compress(b"\0" * 2**24))
    with pytest.raises(NotReadable, match="unpacks to more than 1 MiB"):
        read(out.getvalue(), "en")
