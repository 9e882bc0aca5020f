"""What pages load: icon, script and style of activities, the French of our templates."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from apps.book.pages import TEMPLATES

LESSONS = Path(__file__).parent.parent / "lessons" / "static"
ICON = Path(__file__).parent.parent / "home" / "static" / "icon.svg"

_EXPORT = re.compile(r"export\s*\{([^{}]*)\}\s*;?\s*$")


def write_assets(source: Path) -> None:
    """Write them into the source tree, where the settings of Sphinx look for them."""
    _write_strings(source)
    folder = source / "_assets"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(LESSONS / "lessons.css", folder / "lessons.css")
    shutil.copyfile(ICON, folder / ICON.name)
    module = (LESSONS / "activity.js").read_text(encoding="utf-8")
    (folder / "activity.js").write_text(classic(module), encoding="utf-8")


def _write_strings(source: Path) -> None:
    """The French of our templates where Sphinx looks for it, beside its own."""
    with (TEMPLATES / "fr.po").open("rb") as stream:
        read = read_po(stream, locale="fr")
    compiled = BytesIO()
    write_mo(compiled, read)
    folder = source / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sphinx.mo").write_bytes(compiled.getvalue())


def classic(module: str) -> str:
    """A bundled module as a script that sets `parcoursActivity`.

    Browsers load no module from a folder on disk, and the book must work from there.
    """
    found = _EXPORT.search(module)
    if found is None:
        raise ValueError("activity.js does not end with `export {…}`; is it a bundle of esbuild?")
    pairs = [one.partition(" as ") for one in found[1].split(",")]
    exports = {(outer or inner).strip(): inner.strip() for inner, _, outer in pairs}
    body = module[: found.start()].rstrip()
    shown = f"{{mount:{exports['mount']}}}"
    return f"(()=>{{\n{body}\nglobalThis.parcoursActivity={shown};\n}})();\n"
