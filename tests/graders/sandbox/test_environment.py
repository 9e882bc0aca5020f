from __future__ import annotations

import sys
from pathlib import Path

import pytest

from graders.sandbox import environment as module
from graders.sandbox.environment import Environment, environment


def test_the_python_that_runs_is_readable_and_the_home_is_not() -> None:
    found = environment()
    for prefix in (sys.prefix, sys.base_prefix):
        if prefix not in {"/usr", "/usr/local"}:
            assert any(Path(prefix).is_relative_to(root) for root in found.roots)
    for path in (Path.home(), Path("/"), Path("/etc"), Path(module.__file__)):
        assert not any(path.is_relative_to(root) for root in found.roots)


def test_our_packages_are_hidden_where_they_are_installed_beside_others(tmp_path: Path) -> None:
    for name in ("pandas", "curriculum/modules", "graders/sandbox"):
        (tmp_path / "lib" / "site-packages" / name).mkdir(parents=True)
    packages = tmp_path / "lib" / "site-packages"
    hidden = (packages / "curriculum", packages / "graders")
    readable = Environment((tmp_path / "lib",), hidden).without_hidden()
    assert readable == (str(packages / "pandas"),)


def test_an_installed_copy_of_ours_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    packages = tmp_path / "lib" / "site-packages"
    for name in ("graders/sandbox", "curriculum", "pandas"):
        (packages / name).mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(module, "__file__", str(packages / "graders" / "sandbox" / "e.py"))
    environment.cache_clear()
    try:
        assert set(environment().hidden) == {packages / "curriculum", packages / "graders"}
    finally:
        environment.cache_clear()
