"""The blueprints on disk."""

from __future__ import annotations

from pathlib import Path

from question_bank.blueprint import Blueprint
from question_bank.checks.finding import Finding
from question_bank.shape import shaped
from question_bank.yaml_file import read_yaml

FOLDER = Path(__file__).parent / "blueprints"


def load_blueprints(folder: Path = FOLDER) -> tuple[dict[str, Blueprint], tuple[Finding, ...]]:
    """The blueprints of the folder by id, and what is wrong with its files."""
    blueprints: dict[str, Blueprint] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.yaml")):
        data, faults = read_yaml(path)
        findings += faults
        if data is None and faults:
            continue
        blueprint, faults = shaped(Blueprint, data, path)
        findings += faults
        if blueprint is None:
            continue
        if blueprint.id != path.stem:
            findings.append(_misnamed(path, blueprint.id))
        blueprints[blueprint.id] = blueprint
    return blueprints, tuple(findings)


def _misnamed(path: Path, blueprint_id: str) -> Finding:
    return Finding(
        rule="file-name",
        level="error",
        path=str(path),
        place="id",
        message=f"the id is {blueprint_id!r} but the file is named {path.stem!r}",
        fix=f"Rename the file to {blueprint_id}.yaml, or mend the id.",
    )
