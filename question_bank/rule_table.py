"""The rules of the bank as a page of documentation, written from the code."""

from __future__ import annotations

from question_bank.checks.rule import ItemRule, SetRule
from question_bank.checks.run import ALL_RULES, FORM_RULES
from question_bank.checks.waivers import RULE as WAIVERS
from question_bank.checks.words.term import FOLDER, terms

_NUMBERS = tuple(str(number) for number in range(1, 25)) + tuple(f"S{n}" for n in range(1, 8))
_HEAD = """# The linter of items

`parcours bank check` reads every item and reports everything at once. This page is written from
the code: `parcours bank rules > docs/linter.md`. What the rules look for in words is data, each
wording with examples that it finds and near misses that it leaves alone: `checks/words/*.yaml`
(word lists) and `checks/wordings/*.yaml` (options that speak of others, reasons).

Numbers 1 to 24 and S1 to S7 are those of the table of item-writing rules; the other marks are parts
of the authoring guide (B to D: items and law; I: French; J: safe writing; K: rights); `forms` is
about published forms, `words` about the word lists. A rule whose level varies says so in its
findings: an error stops the check, a warning is to be mended or waived, a note (info) is counted,
and told with `--level info`.

"""
_FIXED = ", ".join(
    f"`{name}`"
    for name in (
        *(rule.name for rule in ALL_RULES if not rule.can_be_waived),
        *FORM_RULES,
        WAIVERS,
    )
)
_WAIVERS = f"""
## Waivers

An item may break a rule on purpose:

```yaml
waivers:
- rule: absolute-terms
  reason: The law says "all"; a milder word would be wrong.
  by: initials or name of a second reader
```

A waived finding is shown apart (`--waived`), with its reason, and counts as no error. Rules that
cannot be waived:
{_FIXED}.
A waiver for a rule that does not exist, or that finds nothing any more,
is a finding itself (`{WAIVERS}`).

## Use

- `parcours bank check [FILES]`, with `--rule NAME` (repeat it), `--level error|warning|info` or
  `--waived`.
- `--json`: `items`, `errors`, `findings` (rule, level, path, place, message, fix), `waived` (the
  same with reason and by).
- `--part`: the roots are a part of a bank, so what only a whole bank can have is not asked.
- `python benchmarks/linter.py` measures the time.
"""


def rule_table() -> str:
    """The page: a table of all rules, the word lists, waivers and use."""
    rows = [_row(rule) for rule in sorted(ALL_RULES, key=_order)]
    head = "| number | rule | level | what it tests | module |\n|---|---|---|---|---|\n"
    return _HEAD + head + "\n".join(rows) + "\n" + _lists() + _WAIVERS


def _row(rule: ItemRule | SetRule) -> str:
    module = rule.check.__module__.removeprefix("question_bank.").replace(".", "/")
    levels = ", ".join(rule.levels)
    says = rule.says.replace("|", "\\|")
    return f"| {rule.number} | `{rule.name}` | {levels} | {says} | `{module}.py` |"


def _order(rule: ItemRule | SetRule) -> tuple[int, str, str]:
    first = rule.number.partition(",")[0]
    place = _NUMBERS.index(first) if first in _NUMBERS else len(_NUMBERS)
    return place, rule.number, rule.name


def _lists() -> str:
    lines = [
        "\n## Word lists\n",
        "`question_bank/checks/words/*.yaml`: one entry a wording, with pattern, language, what to",
        "write instead, why, the section of the guide, examples that it finds and some that it",
        "leaves alone; tests hold every entry to both. To add a word, add an entry.\n",
        "| list | English | French |",
        "|---|---|---|",
    ]
    for path in sorted(FOLDER.glob("*.yaml")):
        found = terms(path.stem)
        lines.append(f"| `{path.name}` | {len(found['en'])} | {len(found['fr'])} |")
    return "\n".join(lines) + "\n"
