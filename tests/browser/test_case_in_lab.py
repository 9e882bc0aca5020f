"""A case in JupyterLab, as a student has it: the form saves, and outlives its kernel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import nbformat
import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.curriculum.cases.sample_case import sample_half
from tests.postgres import free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASE = "the-key-upstairs"
SCROLLER = ".jp-NotebookPanel .jp-WindowedPanel-outer"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The assignment as it was fetched."""
    half = json.dumps(sample_half(), ensure_ascii=False)
    (tmp_path / f"{CASE}.case.json").write_text(half, encoding="utf-8")
    cells = [
        nbformat.v4.new_markdown_cell("# The key upstairs / La clé chez la voisine", id="title"),
        nbformat.v4.new_code_cell(
            f"from apps.cases import open_case\ncase = open_case({CASE!r})", id="form"
        ),
        nbformat.v4.new_markdown_cell("The end", id="end"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, tmp_path / f"{CASE}.ipynb")
    return tmp_path


@pytest.fixture
def lab(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A JupyterLab of the student's own: its address and its process."""
    port, own = free_port(), str(tmp_path_factory.mktemp("jupyter"))
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token="),
        f"--ServerApp.root_dir={folder}",
    ]
    variables = dict.fromkeys(("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "HOME"), own)
    process = subprocess.Popen(
        command,
        env={**os.environ, **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{url}/api/status", timeout=2)
                break
            except httpx.TransportError:
                time.sleep(0.2)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(30)


def run_form(page: Page) -> None:
    """Run the cell of the form, from the menu: keys belong to the form."""
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(page.locator(".pk-form")).to_be_visible(timeout=30_000)


def kernels(pid: int) -> list[psutil.Process]:
    children = psutil.Process(pid).children(recursive=True)
    return [one for one in children if "ipykernel_launcher" in " ".join(one.cmdline())]


def answers(folder: Path) -> dict[str, Any]:
    path = folder / f"{CASE}.answers.json"
    given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["answers"]
    return given


def test_the_form_saves_beside_the_notebook_and_outlives_its_kernel(
    page: Page, lab: tuple[str, int], folder: Path
) -> None:
    url, pid = lab
    page.goto(f"{url}/lab/tree/{CASE}.ipynb?reset")
    page.locator(".jp-NotebookPanel").wait_for(timeout=60_000)
    run_form(page)
    page.get_by_role("button", name="Begin the case").press("Enter")
    page.get_by_role("radio").first.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    for _ in range(2):
        page.get_by_role("button", name="Go on", exact=True).press("Enter")
    field = page.locator("textarea.pk-short")
    field.click()
    cells = page.locator(".jp-Cell").count()
    page.keyboard.type("dd aa bb x 00")
    assert page.locator(".jp-Cell").count() == cells
    expect(page.locator(".pk-status")).to_contain_text("Saved at")
    assert answers(folder) == {"first-words": "thank-and-ask", "message": "dd aa bb x 00"}
    bar = page.locator(".pk-bar").bounding_box()
    frame = page.locator(SCROLLER).bounding_box()
    assert bar is not None
    assert frame is not None
    assert abs(bar["y"] - frame["y"]) < 40  # in sight, although the form is long
    for kernel in kernels(pid):
        kernel.kill()
    dialog = page.locator(".jp-Dialog").get_by_role("button", name="Ok")
    dialog.click(timeout=30_000)
    field.click()
    page.keyboard.press("End")
    page.keyboard.type(" and not lost")
    expect(page.locator(".pk-trouble")).to_contain_text("does not answer", timeout=15_000)
    assert answers(folder)["message"] == "dd aa bb x 00"
    run_form(page)
    expect(field).to_have_value("dd aa bb x 00 and not lost")
    expect(page.locator(".pk-status")).to_contain_text("Saved at")
    expect(page.locator(".pk-trouble")).to_be_hidden()
    assert answers(folder)["message"] == "dd aa bb x 00 and not lost"


def test_nothing_is_wider_than_the_notebook(page: Page, lab: tuple[str, int]) -> None:
    page.goto(f"{lab[0]}/lab/tree/{CASE}.ipynb?reset")
    page.locator(".jp-NotebookPanel").wait_for(timeout=60_000)
    run_form(page)
    page.get_by_role("button", name="Begin the case").click()
    for _ in range(2):
        page.get_by_role("button", name="Go on", exact=True).click()
    for width in (1280, 700):
        page.set_viewport_size({"width": width, "height": 800})
        sizes: Any = page.locator(SCROLLER).evaluate("node => [node.scrollWidth, node.clientWidth]")
        assert sizes[0] <= sizes[1]
        outside = page.evaluate(
            """() => {
              const form = document.querySelector(".pk-form").getBoundingClientRect();
              return [...document.querySelectorAll(".pk-form > *, .pk-task")]
                .filter((node) => node.checkVisibility())
                .filter((node) => node.getBoundingClientRect().right > form.right + 1).length;
            }"""
        )
        assert outside == 0
