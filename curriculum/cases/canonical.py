"""The one way in which a case is written down: what was set, in the order of the types."""

from __future__ import annotations

from typing import Any

import yaml

from curriculum.cases.model import Case
from curriculum.typography import typeset
from question_bank.model import LOCALES

WIDTH = 100
_ON_ONE_LINE = 60  # characters, at most


class _Dumper(yaml.SafeDumper):
    """Prose in folded blocks, short lists on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = ">" if len(text) > _ON_ONE_LINE or "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: yaml.SafeDumper, values: list[Any]) -> yaml.SequenceNode:
    short = all(isinstance(one, str | int | float) for one in values)
    flow = short and sum(len(str(one)) + 2 for one in values) <= _ON_ONE_LINE
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=flow)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)


def written(case: Case) -> str:
    """The case as canonical YAML; quotes and French spaces are set as readers see them."""
    data = _set(case.model_dump(mode="json", exclude_unset=True))
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def _set(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == set(LOCALES):
            return {lang: typeset(value[lang], lang) for lang in ("en", "fr")}
        return {key: _set(one) for key, one in value.items()}
    return [_set(one) for one in value] if isinstance(value, list) else value
