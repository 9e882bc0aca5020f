from __future__ import annotations

import pytest

from graders.sandbox import Kind, Limits, run_cells
from tests.graders.sandbox.conftest import Run

TABLE = b"city,days\nLyon,12\nLille,8\nLyon,4\n"


def test_cells_run_in_order_and_share_their_names(run: Run) -> None:
    outcome = run("x = 2", "def double():\n    return 2 * x", "y = double()", names=["y"])
    assert outcome.values == {"y": 4.0}
    assert outcome.error is None


def test_pandas_reads_the_tables_of_the_submission(run: Run) -> None:
    cells = [
        "import pandas as pd\nstays = pd.read_csv('stays.csv')",
        "mean = stays['days'].mean()\nlyon = stays.groupby('city')['days'].sum()['Lyon']\n"
        "rows = len(stays)\nstays.head()\ndisplay(stays)\nprint(stays)",
    ]
    outcome = run(*cells, names=["mean", "lyon", "rows"], files={"stays.csv": TABLE})
    assert outcome.values == {"mean": 8.0, "lyon": 16.0, "rows": 3.0}
    assert outcome.error is None


@pytest.mark.parametrize(
    "expression",
    [
        "3",
        "np.float32(3)",
        "np.int64(3)",
        "np.array(3)",
        "Decimal('3')",
        "Fraction(3)",
        "pd.Series([3]).iloc[0]",
        "pd.Series([3], dtype='Int64').sum()",
        "pd.DataFrame({'a': [3.0]}).loc[0, 'a']",
    ],
)
def test_numbers_of_every_kind_are_exported(run: Run, expression: str) -> None:
    imports = "import numpy as np, pandas as pd\nfrom decimal import Decimal\n"
    cell = f"{imports}from fractions import Fraction\nx = {expression}"
    outcome = run(cell, names=["x"])
    assert outcome.values == {"x": 3.0}
    assert outcome.error is None


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("'3'", "x is not one number but of type str"),
        ("None", "x is not one number but of type NoneType"),
        ("True", "x is not one number but of type bool"),
        ("np.bool_(True)", "x is not one number but of type bool"),
        ("[3]", "x is not one number but of type list"),
        ("pd.Series([3])", "x is not one number but of type Series"),
        ("pd.NA", "x is not one number but of type NAType"),
        ("3 + 0j", "x is not one number but of type complex"),
        ("np.timedelta64(3, 'ns')", "x is not one number but of type timedelta64"),
        ("float('nan')", "x is nan, not a finite number"),
        ("float('inf')", "x is inf, not a finite number"),
        ("10 ** 400", "too large"),
        ("Odd()", "x is not one number but of type Odd"),
    ],
)
def test_what_is_not_one_finite_number_is_said(run: Run, expression: str, said: str) -> None:
    odd = "class Odd:\n    def __float__(self): return 3.0\n"
    cell = f"import numpy as np, pandas as pd\n{odd}x = {expression}\ny = 1"
    outcome = run(cell, names=["x", "y"])
    assert outcome.values == {"y": 1.0}
    assert outcome.failure is not None
    assert outcome.failure.kind is Kind.VALUE
    assert said in outcome.failure.detail


def test_a_name_that_is_not_set_is_said(run: Run) -> None:
    outcome = run("y = 1", names=["mean", "y"])
    assert outcome.values == {"y": 1.0}
    assert outcome.error == "mean is not set"


def test_an_error_names_its_cell_and_line_and_what_was_set_before_counts(run: Run) -> None:
    cells = ["a = 1", "b = 2\ndef f():\n    return c\nf()", "d = 4"]
    outcome = run(*cells, names=["a", "b", "d"])
    assert outcome.values == {"a": 1.0, "b": 2.0}
    assert outcome.error == "cell 2, line 3: NameError: name 'c' is not defined"


def test_an_error_inside_a_library_names_the_line_of_the_cell(run: Run) -> None:
    outcome = run("import pandas as pd\n\npd.read_csv('none.csv')")
    assert outcome.error is not None
    assert outcome.error.startswith("cell 1, line 3: FileNotFoundError")


def test_a_cell_that_is_not_python_names_its_line(run: Run) -> None:
    outcome = run("a = 1", "b = 2\nc = = 3", names=["a", "b"])
    assert outcome.values == {"a": 1.0}
    assert outcome.error == "cell 2, line 2: SyntaxError: invalid syntax"


def test_leaving_early_is_an_error_of_its_cell(run: Run) -> None:
    outcome = run("a = 1", "exit(0)", names=["a"])
    assert outcome.values == {"a": 1.0}
    assert outcome.error is not None
    assert outcome.error.startswith("cell 2, line 1: ")


def test_cells_may_write_a_file_and_read_it_again(run: Run) -> None:
    cell = "import pandas as pd\npd.DataFrame({'a': [1, 2]}).to_csv('out.csv')"
    outcome = run(cell, "n = len(pd.read_csv('out.csv'))", names=["n"])
    assert outcome.values == {"n": 2.0}


def test_warnings_and_printed_lines_cost_nothing(run: Run) -> None:
    outcome = run("import warnings\nwarnings.warn('old')\nprint('x' * 10**7)\nx = 1", names=["x"])
    assert outcome.values == {"x": 1.0}
    assert outcome.error is None


def test_random_numbers_differ_between_notebooks(run: Run) -> None:
    cell = "import random, numpy\na = random.random()\nb = numpy.random.random()"
    first, second = (run(cell, names=["a", "b"]).values for _ in range(2))
    assert first["a"] != second["a"]
    assert first["b"] != second["b"]


def test_tables_too_large_are_a_clear_finding() -> None:
    outcome = run_cells(["x = 1"], {"a.csv": b"1" * 2000}, ["x"], limits=Limits(space=1000))
    assert outcome.values == {}
    assert outcome.failure is not None
    assert outcome.failure.kind is Kind.SPACE


@pytest.mark.parametrize("name", ["", "..", "../key.csv", "/etc/passwd", "a\0b"])
def test_files_cannot_be_put_elsewhere(name: str) -> None:
    with pytest.raises(ValueError, match="name of a file"):
        run_cells([], {name: b""}, [])
