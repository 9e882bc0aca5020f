"""A small course: a curriculum on disk with one case, its course folder, students who hand in."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_core.application import NoStart
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderApp
from nbgrader.apps.api import NbGraderAPI
from traitlets.config import Config, PyFileConfigLoader

from curriculum.cases.model import Case
from curriculum.load import load_catalog
from graders.cases.reference import reference_answers
from graders.course.build import build_course
from question_bank.model import Locale
from tests.curriculum.cases.sample_case import TABLE, nine_tasks
from tests.curriculum.factory import Draft, save_yaml

CASE = "the-key-upstairs"
# nbgrader's own, of SQLAlchemy 2 in use as if it were 1.4
QUIET = pytest.mark.filterwarnings("ignore:Object of type <Submitted")
MACHINE = 14.0  # points that a machine gives to the key; 6 are read by a person


def write_curriculum(root: Path) -> Path:
    """A curriculum with the sample case, of which one option is an announced error."""
    draft = Draft(root).write()
    data = nine_tasks()
    several = next(task for task in data["tasks"] if task["kind"] == "several")
    several["options"][3]["critical"] = "secrecy"  # vote
    data |= {"status": "live", "alternative": None, "help_lines": []}
    plan = next(task for task in data["tasks"] if task["kind"] == "plan")
    plan |= {"today": "2026-11-16", "until": "2027-02-28"}  # JSON has no dates
    compute = next(task for task in data["tasks"] if task["kind"] == "compute")
    compute["cells"] = [cell.replace("\n", "\n\n") for cell in compute["cells"]]
    save_yaml(draft.folder / "cases" / f"{CASE}.yaml", data)
    (draft.folder / "data" / TABLE.name).write_bytes(TABLE.read_bytes())
    return root


@dataclass
class Course:
    """A course folder, and what one does in it."""

    root: Path
    curriculum: Path
    exchange: Path

    @property
    def case(self) -> Case:
        """The case as its file says."""
        return load_catalog(self.curriculum)[0].cases[CASE].case

    @property
    def config(self) -> Config:
        """What `nbgrader_config.py` sets."""
        return PyFileConfigLoader("nbgrader_config.py", str(self.root)).load_config()

    @property
    def db_url(self) -> str:
        """The address of the gradebook."""
        return f"sqlite:///{self.root / 'gradebook.db'}"

    def build(self, **changes: Any) -> None:
        """Write the course."""
        catalog, faults = load_catalog(self.curriculum)
        assert [str(fault) for fault in faults] == []
        build_course(
            catalog,
            catalog.cases.values(),
            self.root,
            course_id="parcours",
            exchange=self.exchange,
            curriculum=self.curriculum,
            **changes,
        )

    def api(self, config: Config | None = None) -> NbGraderAPI:
        """Nbgrader's own API, as formgrader uses it."""
        config = self.config if config is None else config
        api = NbGraderAPI(config=config)
        api.update_config(config)
        return api

    def generate(self, config: Config | None = None) -> None:
        """Generate the assignment."""
        done = self.api(config).generate_assignment(CASE)
        assert done["success"], done

    def submit(
        self,
        student: str,
        answers: Any = None,
        *,
        lang: Locale = "fr",
        at: str = "2026-11-22 12:00:00 UTC",
        **head: Any,
    ) -> Path:
        """Hand in the released notebook with these answers (or this text, or no file)."""
        folder = self.root / "submitted" / student / CASE
        folder.mkdir(parents=True, exist_ok=True)
        for released in (self.root / "release" / CASE).iterdir():
            (folder / released.name).write_bytes(released.read_bytes())
        (folder / "timestamp.txt").write_text(at)
        file = folder / f"{CASE}.answers.json"
        if isinstance(answers, str | bytes):
            file.write_bytes(answers if isinstance(answers, bytes) else answers.encode())
        elif answers is not None:
            data = {"schema": 1, "case": CASE, "revision": 1, "lang": lang, "answers": answers}
            file.write_text(json.dumps(data | head), encoding="utf-8")
        return folder

    def key(self, lang: Locale = "fr") -> dict[str, Any]:
        """The answers of the key."""
        return reference_answers(self.case, lang)

    def autograde(self, student: str, config: Config | None = None) -> dict[str, Any]:
        """What formgrader's button does."""
        done: dict[str, Any] = self.api(config).autograde(CASE, student)
        return done

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """The gradebook, committed and closed afterwards."""
        with Gradebook(self.db_url, "parcours") as gradebook:
            yield gradebook
            gradebook.db.commit()

    def score(self, student: str) -> float:
        """The sum that nbgrader shows."""
        with self.gradebook() as gradebook:
            return float(gradebook.find_submission(CASE, student).score)

    def grades(self, student: str) -> dict[str, dict[str, Any]]:
        """The rows of the grades, by cell."""
        with self.gradebook() as gradebook:
            found = gradebook.find_submission_notebook(CASE, CASE, student).grades
            return {grade.name: grade.to_dict() for grade in found}

    def change(self, student: str, cell: str, **values: Any) -> None:
        """What formgrader writes into a grade."""
        with self.gradebook() as gradebook:
            grade = gradebook.find_grade(cell, CASE, CASE, student)
            for name, value in values.items():
                setattr(grade, name, value)

    def autograded(self, student: str) -> Any:
        """The notebook that was autograded."""
        path = self.root / "autograded" / student / CASE / f"{CASE}.ipynb"
        return nbformat.read(path, as_version=4)

    def shown(self, student: str) -> str:
        """All HTML that the autograded notebook holds."""
        return "\n".join(
            output.data["text/html"]
            for cell in self.autograded(student).cells
            for output in cell.get("outputs", ())
            if "text/html" in output.get("data", {})
        )


def nbgrader(*arguments: str, folder: Path) -> None:
    """One command of nbgrader's, in this process."""
    here = Path.cwd()
    os.chdir(folder)
    app = NbGraderApp()
    try:
        app.initialize(list(arguments))
        with suppress(NoStart):  # how an app with commands ends
            app.start()
    finally:
        os.chdir(here)
        app.reset()
