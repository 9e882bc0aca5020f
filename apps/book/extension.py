"""What the book asks of Sphinx: anchors from cell ids, boxes from tags, links, page context."""

from __future__ import annotations

import json
import posixpath
import re
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from curriculum.links import SCHEME

LOG = logging.getLogger(__name__)

# MyST-NB counts lines from the number of the cell (1, 2, …) times this.
LINES_A_CELL = 10_000

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_CURRENT = re.compile(r'(<li class="[^"]*\bcurrent)("><a class="current reference)')
_FACT = re.compile(r'^<span data-fact="([a-z0-9-]+)">$')


@cache
def _course(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "course.json").read_text(encoding="utf-8"))
    return data


class Cells(SphinxTransform):
    """Give each cell its id as anchor and its tags as classes; lead links where they go."""

    default_priority = 510

    def apply(self, **_: Any) -> None:
        """Change the document in place, if it is a lesson."""
        self.course = _course(Path(self.env.srcdir))
        self.page = self.course["pages"].get(self.env.docname)
        if self.page is not None:
            self._anchors()
            self._facts()
        for reference in list(self.document.findall(nodes.reference)):
            self._lead(reference)

    def _anchors(self) -> None:
        given: dict[str, int] = {}
        for node in list(self.document.findall(nodes.Element)):
            cell = self._cell(node)
            if cell is None:
                continue
            if isinstance(node, nodes.block_quote):
                node["classes"] += [f"tag-{tag}" for tag in cell["tags"]]
            if isinstance(node, nodes.section):
                given[cell["id"]] = times = given.get(cell["id"], 0) + 1
                node["ids"] = [cell["id"] if times == 1 else f"{cell['id']}--{times}"]
                node["classes"] += [f"tag-{tag}" for tag in cell["tags"]]
            elif cell["id"] not in given and isinstance(node.parent, nodes.section):
                given[cell["id"]] = 1
                target = nodes.target("", "", ids=[cell["id"]])
                node.parent.insert(node.parent.index(node), target)

    def _facts(self) -> None:
        """Each fact becomes a link to what is known about it."""
        up = "../" * self.env.docname.count("/")
        for raw in list(self.document.findall(nodes.raw)):
            found = _FACT.match(raw.astext())
            if found is None:
                continue
            fact = f'<a class="book-fact" data-fact="{found[1]}" href="{up}facts.html#{found[1]}">'
            place = raw.parent.index(raw)
            closing = next((one for one in raw.parent[place:] if one.astext() == "</span>"), None)
            if closing is not None:
                raw.parent.replace(closing, nodes.raw("", "</a>", format="html"))
                raw.parent.replace(raw, nodes.raw("", fact, format="html"))

    def _lead(self, reference: nodes.reference) -> None:
        """Lead a link of the form `lesson:module/n#section`, or between pages, where it goes."""
        address = str(reference.get("refuri", ""))
        is_lesson = address.startswith(SCHEME)
        if not address or (_SCHEME.match(address) and not is_lesson):
            return
        path, _, fragment = address.partition("#")
        here = self.env.docname
        if is_lesson:
            docname = self.course["lessons"].get(path.removeprefix(SCHEME))
        else:
            docname = self._page(path) if path else here
        if docname is None:
            LOG.warning(f"the link to {address} leads to no page of the book", location=reference)
            return
        page = self.course["pages"].get(docname)
        if fragment and page and fragment not in {cell["id"] for cell in page["cells"]}:
            message = f"the link to {address}: {docname} has no cell {fragment!r}"
            LOG.warning(message, location=reference)
            return
        target = f"#{fragment}" if fragment else ""
        if docname != here:
            start = posixpath.dirname(here) or "."
            target = posixpath.relpath(f"{docname}.html", start) + target
        reference["refuri"] = target
        reference["internal"] = True

    def _page(self, path: str) -> str | None:
        """The page of the book at an address, as our own pages write it."""
        folder = posixpath.dirname(self.env.docname)
        docname = posixpath.normpath(posixpath.join(folder, path)).removesuffix(".html")
        known = docname in self.course["others"] or docname in self.course["pages"]
        return docname if known else None

    def _cell(self, node: nodes.Node) -> dict[str, Any] | None:
        cells = self.page["cells"] if self.page is not None else []
        while node is not None and not node.line:
            node = node.parent
        place = -1 if node is None else (node.line or 0) // LINES_A_CELL - 1
        return cells[place] if 0 <= place < len(cells) else None


def _assets(app: Sphinx) -> None:
    app.config.html_static_path.append(str(Path(app.srcdir) / "_assets"))


def _context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    course = _course(Path(app.srcdir))
    up = "../" * pagename.count("/")
    other = course["other"]
    context["book_other"] = {**other, "href": f"{up}../{other['lang']}/{pagename}.html"}
    context["book_page"] = course["pages"].get(pagename)
    context["book_up"] = up
    context["book_modified"] = course["date"]
    tree = context.get("furo_navigation_tree", "")
    tree = _CURRENT.sub(r"\1 current-page\2", tree)  # furo marks the last alone
    context["furo_navigation_tree"] = tree.replace(
        "Toggle navigation of", course["words"]["toggle"]
    )
    if (page := context["book_page"]) is not None:
        page["path"] = pagename


def setup(app: Sphinx) -> dict[str, Any]:
    """Entry point of the extension."""
    app.add_transform(Cells)
    app.connect("builder-inited", _assets)
    app.connect("html-page-context", _context, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
