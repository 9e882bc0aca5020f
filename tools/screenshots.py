"""Take the screenshots of the README from a running server: `tools/screenshots.py URL`.

Start the server on a scratch folder first; one exam is sat and one is left open.
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"
XSRF = "0123456789abcdef"


def sit(client: httpx.Client, *, finish: bool) -> str:
    """Id of an attempt answered at random but at a human pace; closed if asked."""
    body = {"mode": "full", "language": "en", "factor": 1, "agreed": True}
    attempt = str(client.post("/api/attempts", json=body).raise_for_status().json()["id"])
    rng = random.Random(4)
    for n in range(1, 171 if finish else 40):
        save = {"n": n, "seq": n, "choice": rng.choice("abcd"), "flagged": n % 11 == 0, "cursor": n}
        sent = {"client": "shots", "saves": [save]}
        client.put(f"/api/attempts/{attempt}/answers", json=sent).raise_for_status()
    if finish:
        client.post(f"/api/attempts/{attempt}/submit").raise_for_status()
    return attempt


def shoot(browser: Browser, address: str, name: str, wait_for: str, **context: Any) -> None:
    """One picture of the window."""
    opened = browser.new_context(**context)
    language = str(context["locale"])[:2]
    page = opened.new_page()
    page.add_init_script(
        f"localStorage.setItem('parcours.preferences', '{{\"language\": \"{language}\"}}')"
    )
    page.goto(address)
    page.wait_for_selector(wait_for)
    page.wait_for_timeout(700)
    page.screenshot(path=IMAGES / f"{name}.png")
    opened.close()


def main(url: str) -> None:
    """Write the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    headers, cookies = {"X-XSRFToken": XSRF}, {"parcours_xsrf": XSRF}
    with httpx.Client(base_url=url, headers=headers, cookies=cookies, timeout=60) as client:
        closed, left = sit(client, finish=True), sit(client, finish=False)
    question, report = f"{url}/exam?attempt={left}", f"{url}/report?attempt={closed}"
    wide = {"width": 1280, "height": 860}
    narrow = {"width": 400, "height": 860}
    dark = {"color_scheme": "dark", "viewport": narrow, "locale": "fr-FR"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        options = "fieldset input[type=radio]"
        shoot(browser, question, "question-en", options, viewport=wide, locale="en-US")
        shoot(browser, question, "question-fr-dark-narrow", options, **dark)
        shoot(browser, report, "report-fr", "table", viewport=wide, locale="fr-FR")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
