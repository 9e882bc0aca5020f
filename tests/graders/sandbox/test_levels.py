"""Which sandbox is chosen, what it is called, and what is too weak."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from graders.sandbox import Confinement, Level, TooWeak, launch, strongest
from graders.sandbox.choice import SETTING, Keeper
from graders.sandbox.cli import sandbox
from graders.sandbox.launch import Way, ways
from graders.sandbox.outcome import Limits
from tests.conftest import missing
from tests.graders.sandbox.conftest import QUICK, bare


def weak(way: Level) -> Keeper:
    return Keeper([Way(way, own_user=False)])


def test_this_machine_keeps_students_code_apart() -> None:
    how = strongest()
    if how.level in {Level.WEAK, Level.NONE}:
        missing(f"a sandbox ({how.sentence})")
    assert how.level.value in how.sentence.lower()


def test_the_strongest_that_is_offered_is_chosen(keepers: dict[Level, Keeper]) -> None:
    if not keepers:
        missing("a sandbox")
    assert strongest().level is min(keepers, key=lambda level: level.rank)


def test_the_reasons_against_stronger_ones_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graders.sandbox.launch.shutil.which", lambda _: None)
    keeper = Keeper([one for one in ways() if one.level is not Level.WEAK])
    how = keeper.confinement()
    keeper.close()
    assert how.level in {Level.LANDLOCK, Level.NONE}
    assert "bubblewrap is not installed (apt-get install bubblewrap)" in how.sentence
    assert "the command unshare is not installed" in how.sentence


def test_bubblewrap_holds_without_landlock_and_filters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(launch, "INSIDE", bare(tmp_path, "landlock", "syscalls"))
    keeper = Keeper([way for way in ways() if way.level is Level.BUBBLEWRAP])
    try:
        how = keeper.confinement()
        if how.level is not Level.BUBBLEWRAP:
            pytest.skip(how.sentence)
        assert (how.landlock, how.filtered) == (0, False)
        cell = "import os\nos.makedirs('a/b')\nopen('a/b/c', 'w')\nx = len(os.listdir('/'))\ny = 1"
        first = keeper.run([cell], {}, ["x", "y"], QUICK)
        assert first.error is None
        assert first.values["x"] < 12
        left = "import os\nif os.fork() == 0:\n    import time; time.sleep(60)\nx = 1"
        assert keeper.run([left], {}, ["x"], QUICK).values == {"x": 1.0}
        alone = (
            "import os\ndef alive(pid):\n    try:\n        os.kill(pid, 0)\n"
            "    except OSError as error:\n        return isinstance(error, PermissionError)\n"
            "    return True\nx = sum(map(alive, range(1, 200)))"
        )
        assert keeper.run([alone], {}, ["x"], QUICK).values["x"] <= 3
        bomb = "import os\nwhile True: os.fork()"
        assert keeper.run([bomb], {}, [], Limits(cpu=2, seconds=2)).error is not None
        assert keeper.run([cell], {}, ["x", "y"], QUICK).error is None
    finally:
        keeper.close()


@pytest.mark.parametrize(
    ("level", "without", "why"),
    [
        (Level.NAMESPACES, "landlock", "cells could still read files of others"),
        (Level.NAMESPACES, "syscalls", "cells could still reach the sockets of services"),
        (Level.LANDLOCK, "landlock", "cells could still read files of others"),
        (Level.LANDLOCK, "syscalls", "cells could still reach the sockets of services"),
    ],
)
def test_a_level_that_lacks_a_part_is_not_offered(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    keepers: dict[Level, Keeper],
    level: Level,
    without: str,
    why: str,
) -> None:
    if level not in keepers:
        pytest.skip(f"{level} is not offered by this machine")
    monkeypatch.setattr(launch, "INSIDE", bare(tmp_path, without))
    how = weak(level).confinement()
    assert how.level is Level.NONE
    assert why in how.sentence


def test_weak_is_refused_unless_it_is_allowed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(launch, "INSIDE", bare(tmp_path, "landlock", "syscalls"))
    keeper = weak(Level.WEAK)
    try:
        how = keeper.confinement()
        assert "limits of time and memory only" in how.sentence
        monkeypatch.delenv(SETTING, raising=False)
        with pytest.raises(TooWeak, match=f"Set {SETTING}=weak"):
            keeper.run(["x = 1"], {}, ["x"], QUICK)
        monkeypatch.setenv(SETTING, "weak")
        assert keeper.run(["x = 1"], {}, ["x"], QUICK).values == {"x": 1.0}
    finally:
        keeper.close()


def test_a_course_may_ask_for_more(
    monkeypatch: pytest.MonkeyPatch, keepers: dict[Level, Keeper]
) -> None:
    if Level.LANDLOCK not in keepers:
        pytest.skip("landlock is not offered by this machine")
    monkeypatch.setenv(SETTING, "bubblewrap")
    with pytest.raises(TooWeak):
        keepers[Level.LANDLOCK].run([], {}, [], QUICK)


def test_a_setting_that_names_no_level_is_said(
    monkeypatch: pytest.MonkeyPatch, keepers: dict[Level, Keeper]
) -> None:
    if not keepers:
        missing("a sandbox")
    monkeypatch.setenv(SETTING, "strong")
    for keeper in keepers.values():
        with pytest.raises(TooWeak, match="may be one of: bubblewrap, namespaces, landlock, weak"):
            keeper.run([], {}, [], QUICK)


def test_where_nothing_works_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graders.sandbox.choice.sys.platform", "darwin")
    keeper = Keeper()
    assert keeper.confinement() == Confinement(
        Level.NONE, not_stronger=("all of them (it takes Linux)",)
    )
    monkeypatch.setenv(SETTING, "none")
    with pytest.raises(TooWeak, match="cannot be run here"):
        keeper.run([], {}, [], QUICK)


def test_the_command_says_which_and_fails_where_it_is_not_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Typer()
    app.command()(sandbox)
    monkeypatch.setenv(SETTING, "weak")
    shown = CliRunner().invoke(app)
    assert shown.exit_code == (1 if strongest().level is Level.NONE else 0)
    assert shown.output.replace("\n", " ").startswith("Cells are kept apart")
    weakly = Confinement(Level.WEAK)
    monkeypatch.setattr("graders.sandbox.cli.strongest", lambda: weakly)
    monkeypatch.delenv(SETTING)
    assert CliRunner().invoke(app).exit_code == 1
