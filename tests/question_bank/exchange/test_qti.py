from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import qti_convert
from lxml import etree
from onyx2moodle.parser import parse_item
from qti_package_maker.package_interface import QTIPackageInterface
from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

from question_bank.exchange.formats import FORMATS
from question_bank.exchange.qti.read import read
from question_bank.exchange.selection import Selection, selected
from question_bank.load import load_bank
from tests.factories import make_bank, make_case, make_item
from tests.question_bank.exchange.questions import questions_of, sound_question, without_place

VERSIONS = ("qti21", "qti30")
QUESTION = sound_question()

ITEM = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i17" title="Ride"
    adaptive="false" timeDependent="false" xml:lang="en-US">
  <responseDeclaration identifier="R" cardinality="single" baseType="identifier">
    <correctResponse><value>B</value></correctResponse></responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <itemBody>
    <div><p>A patient has no <b>ride</b>.</p></div>
    <rubricBlock view="scorer"><p>For scorers only.</p></rubricBlock>
    <choiceInteraction responseIdentifier="R" shuffle="true" maxChoices="1">
      <prompt>What is done <strong>first</strong>?</prompt>
      <simpleChoice identifier="A">Wait<feedbackInline outcomeIdentifier="F" identifier="A"
        showHide="show">It gets late.</feedbackInline></simpleChoice>
      <simpleChoice identifier="B"><p>Call a taxi</p></simpleChoice>
    </choiceInteraction>
    <p>Think of the cost: 10<sup>2</sup> dollars.</p>
  </itemBody>
  <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>
</assessmentItem>"""


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("version", VERSIONS)
def test_the_manifest_lists_every_file_once(version):
    files = entries(FORMATS[version].write((QUESTION,)))
    manifest = etree.fromstring(files["imsmanifest.xml"])
    listed = manifest.xpath("//*[local-name()='file']/@href")
    assert sorted(listed) == sorted(set(files) - {"imsmanifest.xml"})
    names = manifest.xpath("//*[local-name()='resource']/@identifier")
    assert len(names) == len(set(names))
    depends = manifest.xpath("//*[local-name()='dependency']/@identifierref")
    assert set(depends) <= set(names)
    kinds = set(manifest.xpath("//*[local-name()='resource']/@type"))
    version_kinds = {
        "qti21": {"imsqti_item_xmlv2p1", "webcontent"},
        "qti30": {"imsqti_item_xmlv3p0", "imsqti_stimulus_xmlv3p0", "webcontent"},
    }
    assert kinds == version_kinds[version]


def test_metadata_of_a_resource_comes_in_the_order_of_the_profile_of_3_0():
    files = entries(FORMATS["qti30"].write((QUESTION,)))
    manifest = etree.fromstring(files["imsmanifest.xml"])
    assert names_in(manifest) == ["metadata", "organizations", "resources"]
    assert names_in(manifest.find("{*}metadata")) == ["schema", "schemaversion", "lom"]
    for resource in manifest.iter("{*}resource"):
        parts = names_in(resource)
        assert parts in (["file"], ["metadata", "file"], ["metadata", "file", "dependency"])
        for metadata in resource.iterchildren("{*}metadata"):
            assert names_in(metadata) == ["qtiMetadata", "lom"]


def test_a_scenario_of_the_name_of_an_item_has_a_file_of_its_own():
    items = [make_item("same", case="same")]
    questions = questions_of(make_bank(items, cases=[make_case("same")]))
    reading = read(FORMATS["qti30"].write(questions), "en")
    assert without_place(reading.questions) == without_place(questions)


def names_in(element: etree._Element) -> list[str]:
    return [etree.QName(one).localname for one in element.iterchildren("*")]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_item_is_one_point_for_one_choice_in_any_order(version):
    files = entries(FORMATS[version].write((QUESTION,)))
    item = etree.fromstring(files["items/transitions-missed-diuretic.en.xml"])

    (interaction,) = item.xpath("//*[contains(local-name(), 'nteraction')]")
    shown = {key.replace("-", "").lower(): value for key, value in interaction.attrib.items()}
    assert shown["shuffle"] == "true"
    assert shown["maxchoices"] == "1"
    declared = item.xpath("//*[@identifier='RESPONSE' and @cardinality='single']")
    assert declared
    assert item.xpath("//*[@identifier='MAXSCORE']//*[text()='1']")
    key = next(option.id for option in QUESTION.options if option.is_key)
    (correct,) = item.xpath("//*[contains(local-name(), 'orrect') and *]/*")
    assert correct.text == key
    feedback = item.xpath("//*[contains(local-name(), 'odal')]/@identifier")
    assert feedback == [option.id for option in QUESTION.options]


@pytest.mark.parametrize("version", VERSIONS)
def test_elements_come_in_the_order_of_the_specification(version):
    files = entries(FORMATS[version].write((QUESTION,)))
    item = etree.fromstring(files["items/transitions-missed-diuretic.en.xml"])
    found = [etree.QName(one).localname for one in item if isinstance(one.tag, str)]
    names = [name.removeprefix("qti-").replace("-", "").lower() for name in found]
    order = [
        "responsedeclaration",
        "outcomedeclaration",
        "assessmentstimulusref",
        "itembody",
        "responseprocessing",
        "modalfeedback",
    ]
    assert [order.index(name) for name in names] == sorted(order.index(name) for name in names)


def test_a_scenario_is_a_stimulus_in_3_and_part_of_each_item_in_2():
    three, two = (entries(FORMATS[name].write((QUESTION,))) for name in ("qti30", "qti21"))
    assert "stimuli/case.return-from-hospital.fr.xml" in three
    assert b"comes home from hospital" not in three["items/transitions-missed-diuretic.en.xml"]
    assert b"comes home from hospital" in two["items/transitions-missed-diuretic.en.xml"]


def test_another_parser_reads_every_item_of_2_1(tmp_path):
    questions = selected(load_bank()[0], Selection(exam="ccm", domain="rehabilitation"))[0]
    data = FORMATS["qti21"].write(questions)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path)
    for question in questions:
        for locale in ("en", "fr"):
            item = parse_item(tmp_path / "items" / f"{question.id}.{locale}.xml")
            (interaction,) = item.interactions
            assert interaction.kind == "choice"
            assert interaction.max_choices == 1
            assert interaction.shuffle
            found = [choice.identifier for choice in interaction.choices]
            assert found == [option.id for option in question.options]
            key = next(option.id for option in question.options if option.is_key)
            assert item.response_decls["RESPONSE"].correct_values == [key]
            assert [one.identifier for one in item.feedback] == found


@pytest.mark.parametrize(
    ("version", "convert"),
    [("qti21", qti_convert.upgrade_package), ("qti30", qti_convert.downgrade_package)],
)
def test_packages_that_another_tool_converted_say_the_same(tmp_path, version, convert):
    questions = selected(load_bank()[0], Selection(exam="ccm", domain="psychosocial"))[0]
    before, after = tmp_path / "before.zip", tmp_path / "after.zip"
    before.write_bytes(FORMATS[version].write((*questions, QUESTION)))
    convert(str(before), str(after))
    reading = read(after.read_bytes(), "en")
    assert not reading.faults
    assert without_place(reading.questions) == without_place((*questions, QUESTION))


def test_an_item_of_2_1_that_another_tool_converted_is_the_item_of_3_0():
    question = replace(QUESTION, scenario={}, labels={})
    two, three = (
        entries(FORMATS[name].write((question,)))["items/transitions-missed-diuretic.fr.xml"]
        for name in VERSIONS
    )
    converted = qti_convert.upgrade_qti2_to_qti3(two.decode())
    assert outline(converted.encode()) == outline(three)


def outline(document: bytes) -> list[tuple[str, dict[str, str], str]]:
    """Elements in their order, without the address of a schema that converters add."""
    return [
        (one.tag, {k: v for k, v in one.items() if "schemaLocation" not in k}, one.text or "")
        for one in etree.fromstring(document).iter("*")
    ]


def test_an_item_of_another_tool_is_taken():
    (question,) = read(ITEM.encode(), "fr").questions
    assert question.stem == {
        "en": "A patient has no **ride**.\n\nWhat is done **first**?\n\n"
        "Think of the cost: 10² dollars."
    }
    assert [option.text["en"] for option in question.options] == ["Wait", "Call a taxi"]
    assert [option.is_key for option in question.options] == [False, True]
    assert question.options[0].why == {"en": "It gets late."}


def test_points_of_choices_make_the_key_where_none_is_declared():
    mapped = (
        '<mapping defaultValue="0"><mapEntry mapKey="A" mappedValue="0"/>'
        '<mapEntry mapKey="B" mappedValue="2"/></mapping>'
    )
    data = ITEM.replace("<correctResponse><value>B</value></correctResponse>", mapped)
    assert [o.is_key for o in read(data.encode(), "en").questions[0].options] == [False, True]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('cardinality="single" baseType="identifier"', 'cardinality="multiple"', "several right"),
        ("choiceInteraction", "orderInteraction", "an ordering question"),
        ("<itemBody>", "<itemBody><textEntryInteraction/>", "asks 2 things"),
        ("<outcomeDeclaration", "<templateDeclaration/><outcomeDeclaration", "anew each time"),
    ],
)
def test_what_is_no_choice_of_one_answer_is_told(old, new, message):
    reading = read(ITEM.replace(old, new).encode(), "en")
    assert not reading.questions
    assert message in reading.faults[0].message
    assert reading.faults[0].place == "the file (Ride)"


def test_a_broken_file_of_a_package_hides_no_other():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", ITEM)
        archive.writestr("b.xml", ITEM[:200])
        archive.writestr("c.xml", ITEM.replace("i17", "i18"))
        archive.writestr("readme.txt", "nothing")
    reading = read(out.getvalue(), "en")
    assert [question.id for question in reading.questions] == ["i17", "i18"]
    assert [fault.place for fault in reading.faults] == ["b.xml"]


@pytest.mark.parametrize(
    "engine", ["blackboard_qti_v2_1", "canvas_qti_v1_2", "blackboard_export_zip"]
)
def test_packages_of_qti_package_maker_are_taken(tmp_path, monkeypatch, engine):
    monkeypatch.chdir(tmp_path)
    maker = QTIPackageInterface("foreign")
    maker.add_item("MC", ("What is done <b>first</b>?", ["Wait", "Call now", "Go"], "Call now"))
    name = maker.save_package(engine)
    (question,) = read(Path(name).read_bytes(), "en").questions
    assert "first" in question.stem["en"]
    assert [option.text["en"] for option in question.options if option.is_key] == ["Call now"]
    assert len(question.options) == 3


def test_a_quiz_of_text2qti_is_taken_as_far_as_it_can_be(tmp_path):
    text = (
        "1.  What is done first?\na)  Wait\n... Too late.\n*b) Call\n... Right.\nc)  Go\n\n"
        "2.  Which two?\n[*] This\n[*] That\n[ ] None\n\n3. It rains.\n*a) True\nb) False\n\n"
        "4.  Tell.\n____\n"
    )
    config = Config()
    config.load()
    QTI(Quiz(text, config=config)).save(tmp_path / "quiz.zip")
    reading = read((tmp_path / "quiz.zip").read_bytes(), "en")
    (question,) = reading.questions
    assert question.stem == {"en": "What is done first?"}
    assert [option.why.get("en") for option in question.options] == ["Too late.", "Right.", None]
    assert [fault.message for fault in reading.faults] == [
        "has several right answers",
        "is a true or false question",
        "is not a choice of one answer (essay question)",
    ]


def test_an_item_without_the_sidecar_is_a_foreign_one():
    files = entries(FORMATS["qti30"].write((QUESTION,)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            if name != "parcours.xml":
                archive.writestr(name, data)
    found = read(out.getvalue(), "en").questions
    assert [(one.id, list(one.stem)) for one in found] == [
        ("transitions-missed-diuretic.en", ["en"]),
        ("transitions-missed-diuretic.fr", ["fr"]),
    ]
    assert not any(one.labels for one in found)
    assert found[0].scenario["en"].startswith("A woman of 70")
    assert found[0].options[1].is_key
