"""The app server with interactive pages of the tests: `python -m tests.live_app run ...`.

`LIVE_PAGES` is a folder; each `NAME/NAME.ipynb` in it is a page at `/NAME`.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import ClassVar

from apps.server.application import Parcours
from apps.server.pages import Page
from apps.server.start import serve
from apps.settings import Settings

FOLDER = Path(os.environ["LIVE_PAGES"])


class LiveParcours(Parcours):
    """Serves interactive pages only."""

    pages: ClassVar[tuple[Page, ...]] = tuple(
        Page(found.stem, "candidate", live=True, folder=FOLDER)
        for found in sorted(FOLDER.glob("*/*.ipynb"))
    )


def main() -> None:
    """Serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("run")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--base-url", default="/")
    parser.add_argument("--links", action="store_true")
    parser.add_argument("--proxy", action="store_true")
    given = parser.parse_args()
    serve(
        Settings.from_environment(),
        ip="127.0.0.1",
        port=given.port,
        base_url=given.base_url,
        solo=not given.links,
        proxy=given.proxy,
        application=LiveParcours,
    )


if __name__ == "__main__":
    main()
