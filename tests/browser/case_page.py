"""The form of a case on a bare page, with a kernel that is played by the page itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.bare_page import open_bare
from tests.curriculum.cases.sample_case import sample_half

STATIC = Path(__file__).parents[2] / "apps" / "cases" / "static"
SITE = "http://case.test"
HALF = sample_half()
TASKS = {task["id"]: number for number, task in enumerate(HALF["tasks"], 1)}

# The model keeps what it is sent in localStorage, as a kernel would in a file; `deaf` plays a
# kernel that is gone.
PAGE = """<!doctype html>
<html lang="{lang}" data-theme="{theme}"><head><meta charset="utf-8"><title>Case</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/cases.css">
<style>
  :root {{ color-scheme: {theme}; background: light-dark(#fcfbf8, #121817); }}
  body {{ margin: 0; color: light-dark(#111, #eee); font: 1rem/1.5 sans-serif; }}
  main {{ max-width: 72rem; margin: auto; padding: 0 1rem; }}
</style></head>
<body><main><h1>Notebook</h1><div id="form"></div></main>
<script type="module">
  import widget from "/widget.js";
  const file = JSON.parse(localStorage.getItem("file") ?? "{{}}");
  const held = {{
    half: {half}, place: "here", notes: {notes}, lang: "{lang}", answers: {{}}, reached: 0,
    saved_at: "", sent: 0, kept: 0, trouble: {{}}, ...file,
  }};
  const listeners = {{}};
  globalThis.deaf = localStorage.getItem("deaf") === "true";
  globalThis.held = held;
  globalThis.saves = [];
  globalThis.say = (name, value) => {{
    held[name] = value;
    for (const listener of listeners[`change:${{name}}`] ?? []) listener();
  }};
  globalThis.answer = () => {{
    const {{ answers, lang, reached }} = held;
    const saved_at = new Date().toISOString();
    localStorage.setItem("file", JSON.stringify({{ answers, lang, reached, saved_at }}));
    say("saved_at", saved_at);
    say("kept", held.sent);
  }};
  const model = {{
    get: (name) => held[name],
    set: (name, value) => {{ held[name] = value; }},
    save_changes: () => {{
      saves.push(structuredClone(held.answers));
      if (!deaf) setTimeout(answer);
    }},
    on: (name, heard) => (listeners[name] ??= []).push(heard),
    off: () => {{}},
  }};
  globalThis.leave = widget.render({{ model, el: document.getElementById("form") }});
</script></body></html>"""


def open_form(
    page: Page,
    half: dict[str, Any],
    *,
    lang: str = "en",
    theme: str = "light",
    notes: tuple[dict[str, str], ...] = (),
) -> Page:
    """A page with the form of that case."""
    said = json.dumps(notes)
    text = PAGE.format(lang=lang, theme=theme, half=json.dumps(half), notes=said)
    open_bare(page, SITE, text, STATIC, {"widget.js", "cases.css"})
    expect(page.locator(".pk-form")).to_have_count(1)
    return page


def ready(page: Page, *, lang: str = "en", theme: str = "light", **changes: Any) -> Page:
    """The form with every step open and nothing answered."""
    open_form(page, {**HALF, **changes}, lang=lang, theme=theme)
    begin, on = {"en": ("Begin the case", "Go on"), "fr": ("Commencer", "Continuer")}[lang]
    page.get_by_role("button", name=begin, exact=True).click()
    for _ in range(2):
        page.get_by_role("button", name=on, exact=True).click()
    expect(page.locator(".pk-end")).to_be_visible()
    return page


def task(page: Page, name: str) -> Locator:
    """The place of a task of the sample."""
    return page.locator(".pk-task").nth(TASKS[name] - 1)


def kept(page: Page) -> dict[str, Any]:
    """The answers that the kernel has taken, by task."""
    file = json.loads(page.evaluate("localStorage.getItem('file')") or "{}")
    answers: dict[str, Any] = file.get("answers", {})
    return answers
