"""A small invented case with a task of every kind, for whoever reads, shows or scores cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from curriculum.cases.model import Case
from curriculum.cases.public import public_half
from curriculum.cases.tasks import AnyTask
from curriculum.catalog import CaseFile, Catalog
from curriculum.model import Entry, Fact, Module, Objective
from question_bank.model import Text
from question_bank.yaml_file import read_yaml

SAMPLE = Path(__file__).with_name("sample_case.yaml")
TABLE = Path(__file__).with_name("visits.csv")  # the data of its computing task
MODULE = "home-visits"


class EveryKind(Case):
    """A case with more tasks than a case may have, so that each of the eleven kinds is there."""

    tasks: Annotated[tuple[AnyTask, ...], Field(min_length=2, max_length=11)]


def sample_data() -> dict[str, Any]:
    """The case as YAML data, to be changed and validated."""
    data, findings = read_yaml(SAMPLE)
    assert isinstance(data, dict), findings
    return data


def sample_case() -> Case:
    """All eleven kinds, 20 points, both languages."""
    return EveryKind.model_validate(sample_data())


def nine_tasks() -> dict[str, Any]:
    """The YAML data of the same case as a file may hold it: without `choose` and `number`."""
    data = sample_data()
    left_out = {"first-words", "hours"}
    data["tasks"] = [task for task in data["tasks"] if task["id"] not in left_out]
    for task in data["tasks"]:
        if task["kind"] == "several":
            task["points"] += 2.5
    data["trials"] = [
        {
            "id": "half",
            "title": "Adds what is not for today",
            "answers": {"to-ask": ["eats", "income", "falls"]},
            "points": {"to-ask": 2.25},
            "mark": 2.25,
        },
        {
            "id": "backwards",
            "title": "Begins with the plan",
            "answers": {"what-first": ["write-plan", "call-her", "visit-her"]},
            "points": {},
            "mark": 0,
        },
    ]
    return data


def sample_catalog() -> Catalog:
    """A catalog with the case, the case named as its alternative, and its help line."""
    case = sample_case()
    other = case.model_copy(
        update={
            "id": "the-other-stairs",
            "title": Text(en="The other stairs", fr="L’autre escalier"),
            "alternative": case.id,
            "content_note": None,
            "help_lines": (),
        }
    )
    why = Text(en="To begin from what she wants", fr="Partir de ce qu’elle veut")
    lesson = Entry(
        n=1,
        slug="first-visit",
        title=Text(en="First visit", fr="Première visite"),
        objectives=(Objective(text=why, competence=1),) * 3,
        teaches={},
        terms=(),
        sources=(),
    )
    module = Module(
        id=MODULE,
        title=Text(en="Home visits", fr="Visites à domicile"),
        summary=why,
        jurisdiction=("fr",),
        lessons=(lesson,),
    )
    helpline = Fact(
        id="helpline",
        title=Text(en="Abuse of adults", fr="Maltraitance des adultes"),
        value=Text(
            en="3977 (invented hours: every day)", fr="3977 (horaires inventés : chaque jour)"
        ),
        confidence="A",
        sources=(),
        as_of="2026-11",
    )
    found = {one.id: CaseFile(module=module, case=one, path=SAMPLE) for one in (case, other)}
    return Catalog(modules={MODULE: module}, cases=found, facts={helpline.id: helpline})


def sample_half() -> dict[str, Any]:
    """The public half of `sample_case`, as it is written beside the notebook."""
    catalog = sample_catalog()
    return public_half(catalog, catalog.cases[sample_case().id])
