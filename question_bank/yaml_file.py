"""YAML as this project reads it: the C parser, duplicate keys refused, faults as values."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from question_bank.checks.finding import Finding

_BLOCK = "Write prose with a colon or a quote as a block scalar: `|-`, then indented lines."


class _Loader(yaml.CSafeLoader):
    """The C loader, which notes the keys given twice instead of losing the first."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.repeated: list[tuple[str, int, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        lines: dict[str, int] = {}
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                line = key.start_mark.line + 1
                if key.value in lines:
                    self.repeated.append((key.value, lines[key.value], line))
                lines.setdefault(key.value, line)
        return super().construct_mapping(node, deep=deep)


def read_yaml(path: Path) -> tuple[Any, tuple[Finding, ...]]:
    """The data of the file and what is wrong with its YAML; None where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8"
        return None, (_unreadable(path, "", message, "Save the file in UTF-8."),)
    except OSError as error:
        message = f"cannot be opened: {error.strerror}"
        return None, (_unreadable(path, "", message, "Mend the path or its rights."),)
    return parse_yaml(text, path)


def parse_yaml(text: str, path: Path) -> tuple[Any, tuple[Finding, ...]]:
    """The data of the text and what is wrong with its YAML; None where it is not YAML."""
    try:
        loader = _Loader(text)
        try:
            data = loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}" if mark is not None else ""
        return None, (_unreadable(path, place, error.problem or "is not YAML", _BLOCK),)
    except yaml.YAMLError as error:
        message = "has a character that YAML forbids: " + " ".join(str(error).split())
        return None, (_unreadable(path, "", message, "Remove the control character."),)
    return data, tuple(
        Finding(
            rule="yaml-duplicate-key",
            level="error",
            path=str(path),
            place=f"line {line}",
            message=f"the key `{key}` is given twice, on lines {first} and {line}",
            fix="Keep one of the two.",
        )
        for key, first, line in loader.repeated
    )


def _unreadable(path: Path, place: str, message: str, fix: str) -> Finding:
    return Finding(
        rule="yaml", level="error", path=str(path), place=place, message=message, fix=fix
    )
