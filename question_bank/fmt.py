"""The formatter: files of items and cases rewritten in canonical form, nothing lost."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from question_bank.canonical import written
from question_bank.checks.finding import Fault, Finding, finding
from question_bank.load import is_case, is_frozen
from question_bank.model import Case, Item
from question_bank.shape import shaped
from question_bank.yaml_file import parse_yaml

RULE = "fmt"


@dataclass(frozen=True)
class Formatted:
    """What the formatter makes of one file; `text` is None where it must not touch it."""

    path: Path
    before: str
    text: str | None
    findings: tuple[Finding, ...]

    @property
    def is_canonical(self) -> bool:
        """Whether the file already reads as it should."""
        return self.text == self.before


def formatted(path: Path) -> Formatted:
    """The file in canonical form; a file that is broken or has comments inside stays as it is."""
    try:
        before = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return _refused(path, "", f"cannot be read: {error}", "Save the file in UTF-8.")
    if is_frozen(path):
        fix = "Leave it as it is; what it froze must never change."
        return _refused(path, before, "is a published form or an archived revision", fix)
    record_type: type[Item | Case] = Case if is_case(path) else Item
    data, faults = parse_yaml(before, path)
    record, misfits = (None, ()) if data is None else shaped(record_type, data, path)
    if record is None or faults:
        count = len(faults) + len(misfits)
        fix = "Run `bank check` and mend it first."
        return _refused(path, before, f"has {count or 'some'} faults of form", fix)
    header, body = split_header(before)
    if has_comment(body):
        fix = "Move the comment to the top of the file, or into the text."
        return _refused(path, before, "has a comment that would be lost", fix)
    after = header + written(record)
    if not _same(record, after, path):
        fix = "Report it, with the file."
        return _refused(path, before, "would not read the same once formatted", fix)
    return Formatted(path=path, before=before, text=after, findings=())


def format_files(paths: Iterable[Path], *, check: bool) -> Iterator[Formatted]:
    """Each file as formatted; written back unless `check`, and only where it changes."""
    for path in paths:
        result = formatted(path)
        if not check and result.text is not None and not result.is_canonical:
            replace_text(path, result.text)
        yield result


def replace_text(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _same(record: Item | Case, after: str, path: Path) -> bool:
    """Whether the new text is read as the same record, no-break spaces aside, and stays so."""
    data, faults = parse_yaml(after, path)
    again, misfits = shaped(type(record), data, path)
    if faults or misfits or again is None:
        return False
    return bool(_bare(record.model_dump(mode="json")) == _bare(again.model_dump(mode="json")))


def _bare(value: Any) -> Any:
    """The value without any spaces in its French: they are what the formatter may change."""
    if isinstance(value, dict):
        return {
            key: "".join(found.split()) if key == "fr" and isinstance(found, str) else _bare(found)
            for key, found in value.items()
        }
    return [_bare(found) for found in value] if isinstance(value, list) else value


def split_header(text: str) -> tuple[str, str]:
    """The comment lines at the top, and the rest."""
    lines = text.splitlines(keepends=True)
    count = 0
    while count < len(lines) and lines[count].startswith("#"):
        count += 1
    return "".join(lines[:count]), "".join(lines[count:])


def has_comment(body: str) -> bool:
    """Whether a `#` stands outside the values."""
    outside = list(body)
    for node in _scalars(yaml.compose(body, Loader=yaml.CSafeLoader)):
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in {"|", ">"}:  # its first line may bear a comment
            start = body.index("\n", start)
        outside[start:end] = " " * (end - start)
    return "#" in outside


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _scalars(value)


def _refused(path: Path, before: str, message: str, fix: str) -> Formatted:
    fault = Fault("", message, fix, "warning")
    return Formatted(path, before, None, (finding(RULE, str(path), fault),))
