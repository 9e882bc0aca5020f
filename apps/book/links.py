"""Faults of a built site: links that lead nowhere, anchors used twice, other hosts."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from apps.book.flaw import Flaw

_SCRIPT = re.compile(r"(<script\b[^>]*>).*?</script>", re.DOTALL)
_ID = re.compile(r'\sid="([^"]+)"')
_LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"')
_ASSET = re.compile(
    r"<(?:img|script|iframe|source|video|audio|embed|object|link)\b[^>]*?"
    r'(?:src|href|data|srcset)="([^"]*)"[^>]*>'
)
_RELATION = re.compile(r'rel="(?:alternate|canonical|next|prev|search|author|index|license)"')
_IN_STYLE = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')]+)""")
_IN_SCRIPT = re.compile(
    r"""(?:import\(|import\s*["']|from\s*["']|fetch\(|src\s*=)\s*["'`](https?:)?//[^"'`]+"""
)


def faults(site: Path, *, files: dict[str, str]) -> Iterator[Flaw]:
    """Everything wrong with a site; `files` says which notebook a page comes from."""
    pages = {path.relative_to(site).as_posix(): _read(path) for path in site.rglob("*.html")}
    ids = {name: frozenset(_ID.findall(text)) for name, text in pages.items()}
    for name, text in sorted(pages.items()):
        source = files.get(name.removesuffix(".html"), name)
        for once, times in Counter(_ID.findall(text)).items():
            if times > 1:
                yield Flaw(source, f"the id {once!r} is used {times} times on the page")
        for found in _LINK.finditer(text):
            if (wrong := _leads(site, name, html.unescape(found[1]), ids)) is not None:
                yield Flaw(_cell(source, text, found.start()), wrong)
        for found in _ASSET.finditer(text):
            if not _RELATION.search(found[0]) and _is_foreign(found[1]):
                yield Flaw(_cell(source, text, found.start()), f"loads {found[1]}")
    yield from _foreign(site)


def _foreign(site: Path) -> Iterator[Flaw]:
    """Style sheets and scripts that load from another host."""
    for path in sorted(site.rglob("*.css")):
        for address in _IN_STYLE.findall(path.read_text(encoding="utf-8")):
            if _is_foreign(address):
                yield Flaw(path.name, f"loads {address}")
    for path in sorted(site.rglob("*.js")):
        for found in _IN_SCRIPT.finditer(path.read_text(encoding="utf-8")):
            yield Flaw(path.name, f"loads {found[0]}")


def _read(path: Path) -> str:
    """The page without the inside of its scripts."""
    return _SCRIPT.sub(r"\1</script>", path.read_text(encoding="utf-8"))


def _leads(site: Path, name: str, address: str, ids: dict[str, frozenset[str]]) -> str | None:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    here = (site / name).parent
    path = (here / unquote(parts.path)).resolve() if parts.path else site / name
    try:
        target = path.relative_to(site.resolve()).as_posix()
    except ValueError:
        return None  # the other language, which has the same pages
    if not path.exists():
        return f"the link to {address} leads to no page of the book"
    fragment = unquote(parts.fragment)
    if fragment and target in ids and fragment not in ids[target]:
        return f"the link to {address}: there is no {fragment!r} on {target}"
    return None


def _is_foreign(address: str) -> bool:
    return bool(re.match(r"(?:https?:)?//", address.strip()))


def _cell(source: str, text: str, place: int) -> str:
    """The notebook and the last anchor before that place."""
    before = _ID.findall(text, 0, place)
    return f"{source}, after #{before[-1]}" if before else source
