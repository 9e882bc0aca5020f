"""Questions of a file as drafts of the bank, and why each of the others cannot be one."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

from question_bank.bank import Bank, Origin
from question_bank.canonical import written
from question_bank.checks.finding import Fault, Finding, finding, in_order
from question_bank.checks.prose import normalised
from question_bank.checks.rule import Setting
from question_bank.checks.run import check_item
from question_bank.exchange.drafting import COUNTRY, GUESSES, both, is_ours, made, stem_of
from question_bank.exchange.labels import EXAM, fields_of
from question_bank.exchange.naming import choice_ids, item_id
from question_bank.exchange.question import Question, Reading
from question_bank.load import CASES
from question_bank.model import LOCALES, Case, Choice, Item

RULE = "import"
FEWEST, MOST = 2, 8  # options


class NoSuchPlace(ValueError):
    """The exam, domain or topic asked for is not in a blueprint; the message says what is."""


@dataclass(frozen=True)
class Into:
    """Where drafts go, and what they are where their file does not say."""

    root: Path
    exam: str
    today: date
    domain: str | None = None
    topic: str | None = None
    keeps_status: bool = False


@dataclass(frozen=True)
class Draft:
    """An item to be, its file, and the scenario that comes with it if the bank has none."""

    item: Item
    exam: str
    path: Path
    case: Case | None = None

    def case_path(self, root: Path) -> Path:
        """The file of its scenario."""
        return root / self.exam / CASES / f"{self.item.case}.yaml"


@dataclass
class Intake:
    """Drafts made so far; ids are unique among them, the bank and the files of the root."""

    bank: Bank
    into: Into
    file: str
    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _stems: dict[str, str] = field(default_factory=dict)
    _cases: dict[str, Case] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_place(self.bank, self.into.exam, self.into.domain, self.into.topic)
        for item in self.bank:
            for locale in LOCALES:
                self._stems.setdefault(normalised(item.stem.in_(locale)), item.id)

    def take(self, reading: Reading, on_question: Callable[[], None] = lambda: None) -> None:
        """Make a draft of each question that can be one."""
        for fault in reading.faults:
            self._tell(fault)
        for question in reading.questions:
            for fault in self._taken(question):
                self._tell(fault)
            on_question()

    @property
    def refused(self) -> int:
        """How many questions did not come in."""
        return sum(found.level == "error" for found in self.findings)

    def checked(self) -> tuple[Finding, ...]:
        """What the rules of the bank say of the drafts, as if they stood in it."""
        items = {**self.bank.items, **{one.item.id: one.item for one in self.drafts}}
        places = {one.item.id: Origin(one.path, one.exam) for one in self.drafts}
        cases = {**self._cases, **self.bank.cases}
        whole = Bank(
            items=items,
            blueprints=self.bank.blueprints,
            origins={**self.bank.origins, **places},
            cases=cases,
            case_origins=self.bank.case_origins,
        )
        setting = Setting(bank=whole, today=self.into.today)
        return in_order(found for draft in self.drafts for found in check_item(draft.item, setting))

    def write(self) -> None:
        """Write the drafts, or none of them where one of the files exists (FileExistsError)."""
        texts: dict[Path, str] = {}
        for draft in self.drafts:
            if draft.case is not None:
                texts[draft.case_path(self.into.root)] = written(draft.case)
            texts[draft.path] = written(draft.item)
        for path in texts:
            if path.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        for path, text in texts.items():
            _write_new(path, text)

    def _tell(self, fault: Fault) -> None:
        self.findings.append(finding(RULE, self.file, fault))

    def _taken(self, question: Question) -> Iterator[Fault]:
        """Take the question as a draft; faults say why not, or what an author has to look at."""
        unfit = next(self._unfit(question), None)
        if unfit is not None:
            yield unfit
            return
        fields, exam, faults = self._fields(question)
        yield from faults
        if any(fault.level == "error" for fault in faults):
            return
        item, more = made(fields, question.place)
        yield from more
        if item is None:
            return
        yield from self._other_scenario(question, item)
        case = self._case(question, item)
        path = self.into.root / exam / item.domain / f"{item.id}.yaml"
        self.drafts.append(Draft(item, exam, path, case))
        for text in question.stem.values():
            self._stems.setdefault(normalised(text), item.id)
        for note in question.notes:
            yield Fault(question.place, note, f"Look at {path}.", "warning")

    def _unfit(self, question: Question) -> Iterator[Fault]:
        place, count = question.place, len(question.options)
        keys = sum(option.is_key for option in question.options)
        if not question.stem:
            yield Fault(place, "has no text", "Write the question, or leave it out.")
        if not FEWEST <= count <= MOST:
            fix = f"Give it {FEWEST} to {MOST} options; the house has four."
            yield Fault(place, f"has {count} options", fix)
        for number, option in enumerate(question.options, start=1):
            if not any(text.strip() for text in option.text.values()):
                yield Fault(place, f"option {number} has no text", "Write it, or remove it.")
        if keys != 1:
            message = f"has {keys or 'no'} right answer{'s' if keys > 1 else ''}"
            yield Fault(place, message, "Mark a single option as the right one.")
        if is_ours(question) and (path := self._path_of(question.id or "")) is not None:
            message = f"the id {question.id!r} is taken by {path}, which was not overwritten"
            yield Fault(place, message, "Change that item, or remove it first.")
        if not is_ours(question):
            known = (self._stems.get(normalised(text)) for text in question.stem.values())
            if (other := next((one for one in known if one), None)) is not None:
                yield Fault(place, f"has the stem of {other!r}", "It is here already.")

    def _path_of(self, name: str) -> Path | None:
        """The file that has the id, in the bank, the root or among the drafts."""
        if name in self.bank.items:
            return Path(self.bank.path_of(name))
        drafted = next((one.path for one in self.drafts if one.item.id == name), None)
        return drafted or next(self.into.root.glob(f"*/*/{name}.yaml"), None)

    def _fields(self, question: Question) -> tuple[dict[str, Any], str, list[Fault]]:
        """The data of the item, its exam, and what its labels cannot say."""
        labels = fields_of(question.labels)
        exam, domain, topic = self._place(question, labels)
        if domain is None or topic is None:
            fix = "Name them: --domain and --topic."
            return {}, exam, [Fault(question.place, "states no domain and topic", fix)]
        if not self.into.keeps_status:
            labels.pop("status", None)
            labels.pop("review", None)
        ids = choice_ids(question.options)
        jurisdiction = labels.get("jurisdiction") or ("us" if exam == "ccm" else "fr")
        name = question.id if is_ours(question) else None
        fields: dict[str, Any] = {
            **GUESSES,
            "status": "draft",
            "review": "draft",
            "as_of": f"{self.into.today:%Y-%m}",
            "jurisdiction": jurisdiction,
            **labels,
            "id": name or item_id(question.stem, lambda one: self._path_of(one) is not None),
            "domain": domain,
            "topic": topic,
            "stem": both(stem_of(question), COUNTRY if jurisdiction == "us" else ""),
            "choices": [
                Choice(id=one, text=both(option.text), why=both(option.why))
                for one, option in zip(ids, question.options, strict=True)
            ],
            "correct": [
                one for one, option in zip(ids, question.options, strict=True) if option.is_key
            ],
            "sources": question.sources,
        }
        return fields, exam, []

    def _place(
        self, question: Question, labels: Mapping[str, Any]
    ) -> tuple[str, str | None, str | None]:
        """Exam, domain and topic: the question's own where the blueprint has them."""
        exam = next(iter(question.labels.get(EXAM, ())), self.into.exam)
        own = (cast("str | None", labels.get("domain")), cast("str | None", labels.get("topic")))
        try:
            _check_place(self.bank, exam, *own)
        except NoSuchPlace:
            return self.into.exam, self.into.domain, self.into.topic
        if None in own:
            return self.into.exam, self.into.domain, self.into.topic
        return exam, *own

    def _other_scenario(self, question: Question, item: Item) -> Iterator[Fault]:
        """Whether the bank has a scenario of that id in other words: it stays as it is."""
        known = self.bank.cases.get(item.case or "")
        if known is not None and any(
            text != known.text.in_(locale) for locale, text in question.scenario.items()
        ):
            message = f"the scenario {known.id!r} is here in other words, and stays"
            yield Fault(question.place, message, "Compare the two.", "warning")

    def _case(self, question: Question, item: Item) -> Case | None:
        """The scenario to write with the item: none where there is one of that id."""
        if item.case is None or not question.scenario or item.case in self.bank.cases:
            return None
        if item.case not in self._cases:
            self._cases[item.case] = Case(id=item.case, text=both(question.scenario, ""))
            return self._cases[item.case]
        return None


def _check_place(bank: Bank, exam: str, domain: str | None, topic: str | None) -> None:
    outline = bank.outline(exam)
    if outline is None:
        exams = sorted({one.exam for one in bank.blueprints.values() if one.status == "current"})
        raise NoSuchPlace(f"{exam!r} is not an exam with a blueprint: {', '.join(exams)}")
    domains = {one.id: one for one in outline.domains}
    if domain is not None and domain not in domains:
        raise NoSuchPlace(f"{domain!r} is not a domain of {outline.id}: {', '.join(domains)}")
    if domain is not None and topic is not None:
        topics = [one.id for one in domains[domain].topics]
        if topics and topic not in topics:
            raise NoSuchPlace(f"{topic!r} is not a topic of {domain}: {', '.join(topics)}")


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as stream:
        stream.write(text)
