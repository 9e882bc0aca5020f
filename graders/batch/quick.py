"""What lets nbgrader's converter work without doing the same things again for each submission.

Nothing here changes what is written.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from jupyter_client.kernelspec import KernelSpecManager
from nbgrader.api import Gradebook
from nbgrader.nbgraderformat import MetadataValidator, ValidationError
from nbgrader.preprocessors import CheckCellMetadata
from sqlalchemy import Engine
from sqlalchemy.orm import scoped_session, sessionmaker

STOCK_KERNEL = "python3"
STOCK_NAMES = {STOCK_KERNEL, "python"}  # Jupyter takes them for the same
_CHECKS = (
    CheckCellMetadata,
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.checkcellmetadata.CheckCellMetadata",
)


class Kept:
    """One gradebook that stays open in this process, whoever calls `Gradebook(url)`.

    nbgrader opens its gradebook many times a submission; each time it would make an engine, which
    compiles every statement anew, and look for every table and for the course; `courses` are there
    for sure. Where another version of nbgrader makes something else than is known here, everything
    stays as it is.
    """

    def __init__(self, url: str, engine: Engine, courses: Iterable[str]) -> None:
        self._engine = engine
        self._known = frozenset(courses)
        self._courses = set(self._known)
        self._session = sessionmaker(autoflush=True, bind=engine, future=True)
        self._stock = Gradebook.__init__
        with Gradebook(url) as known:
            if set(vars(known)) != {"engine", "db", "course_id", "authenticator"}:
                return

        def opened(
            book: Any, db_url: str, course_id: str = "default_course", authenticator: Any = None
        ) -> None:
            if db_url == url:
                self._open(book, course_id, authenticator)
            else:
                self._stock(book, db_url, course_id, authenticator)

        Gradebook.__init__ = opened
        engine.dispose = _stay  # type: ignore[method-assign]  # what `Gradebook.close` asks for

    def _open(self, book: Any, course_id: str, authenticator: Any) -> None:
        book.engine = self._engine
        book.db = scoped_session(self._session)
        book.course_id = course_id
        book.authenticator = authenticator
        if course_id not in self._courses:
            book.check_course(course_id=course_id)
            self._courses.add(course_id)

    def forget(self) -> None:
        """The file is another one now."""
        self._courses = set(self._known)
        Engine.dispose(self._engine)


def _stay(close: bool = True) -> None:
    """Keep the connections."""


class QuickCheck(CheckCellMetadata):
    """In place of `CheckCellMetadata`: cells that have passed once need no second look."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook as it is; raises what nbgrader raises."""
        try:
            _Remembering.one().validate_nb(nb)
        except ValidationError:
            super().preprocess(nb, resources)  # says it in nbgrader's words
        return nb, resources


class _Remembering(MetadataValidator):
    only: ClassVar[_Remembering | None] = None

    def __init__(self) -> None:
        super().__init__()
        self._passed: set[tuple[str, str]] = set()

    @classmethod
    def one(cls) -> _Remembering:
        if cls.only is None:
            cls.only = cls()
        return cls.only

    def validate_cell(self, cell: Any) -> None:
        described = cell.metadata.get("nbgrader")
        if described is None:
            return
        seen = (cell.cell_type, json.dumps(described, sort_keys=True, default=repr))
        if seen in self._passed:
            return
        super().validate_cell(cell)
        if described.get("cell_type", cell.cell_type) == cell.cell_type:  # else it warns each time
            self._passed.add(seen)


def quick(preprocessors: Sequence[Any]) -> list[Any]:
    """The same list, with what is known here in place of nbgrader's own."""
    return [QuickCheck if one in _CHECKS else one for one in preprocessors]


def warm_kernel(asked: str | None, specs: Sequence[str | None]) -> str | None:
    """The kernel for notebooks with these kernelspecs (as JSON); None for each notebook's own.

    Only notebooks that ask for the stock kernel get another one, and only one that is there and
    runs the same Python.
    """
    names = {json.loads(spec).get("name") if spec else None for spec in specs}
    if asked is None or not names or not names <= STOCK_NAMES:
        return None
    manager = KernelSpecManager()
    found = manager.find_kernel_specs()
    if asked not in found or STOCK_KERNEL not in found:
        return None
    same = _python(manager, asked) == _python(manager, STOCK_KERNEL)
    return asked if same else None


def _python(manager: Any, name: str) -> str:
    """The interpreter of a kernelspec; `python` stands for this one, as in jupyter_client."""
    program = manager.get_kernel_spec(name).argv[0]
    own = re.fullmatch(r"(?:.*[/\\])?python(3(\.\d+)?)?", program)
    return sys.executable if own and "/" not in program else str(program)
