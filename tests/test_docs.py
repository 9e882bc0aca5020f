"""What the documents say is there, is there."""

from __future__ import annotations

import re
from pathlib import Path

from apps.server import api, bank_api, case_api, grading_api, kernel_api
from apps.settings import Settings

ROOT = Path(__file__).parent.parent


def test_every_route_is_in_the_contract() -> None:
    contract = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for pattern, _ in [*api.routes(), *kernel_api.routes()]:
        path = pattern.replace(case_api.CASE, "ID").replace(case_api.FILE, "FILE")
        for name, shown in (("COURSE", "COURSE"), ("TASK", "TASK"), ("COPY", "COPY")):
            path = path.replace(getattr(grading_api, name), shown)
        path = path.replace(grading_api.REMARK, "REMARK").replace("tasks/ID/", "tasks/CASE/")
        path = re.sub(r"\(\?P<attempt_id>[^)]*\)", "ID", path)
        path = path.replace(kernel_api.KERNEL, "KERNEL").replace(bank_api.ITEM, "ITEM")
        path = re.sub(r"\(\?P<position>.*?\{0,2\}\)", "N", path).replace("\\", "")
        assert path in contract, f"docs/api.md does not describe {path}"


def test_every_setting_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "reverse-proxy.md").read_text(encoding="utf-8")
    read = set(re.findall(r"PARCOURS_[A-Z_]+", (ROOT / "apps" / "settings.py").read_text()))
    assert Settings.from_environment({})
    for name in read - {"PARCOURS_"}:
        assert f"`{name}`" in guide, f"docs/reverse-proxy.md does not describe {name}"


def test_the_links_between_documents_lead_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!http|#|lesson:)([^)#]+)", text):
            assert (document.parent / target).exists(), f"{document.name} points to {target}"


def test_the_documents_name_items_that_exist() -> None:
    text = (ROOT / "docs" / "items.md").read_text(encoding="utf-8")
    for name in re.findall(r"`([a-z-]+/[a-z0-9-]+\.yaml)`", text):
        assert (ROOT / "question_bank" / "items" / "ccm" / name).exists(), name


def test_nothing_names_another_host_to_load_from() -> None:
    for page in (ROOT / "apps").glob("*/static/*.*"):
        if page.name.endswith(".licences.txt"):
            continue  # for people to read
        found = re.findall(r"https?://[^\s\"'`)]+", page.read_text(encoding="utf-8"))
        allowed = ("http://www.w3.org/", "https://github.com/jupyter-widgets/ipywidgets.git")
        assert not [url for url in found if not url.startswith(allowed)], page
