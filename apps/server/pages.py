"""Pages that a notebook renders: the same document for everyone, kept once it is complete.

A kernel renders the page and ends before the page is sent. The document depends on the
notebook and our own files only, so it is rendered once per start of the server, not once per
visit; docs/decisions says why. Pages with `live` are another kind: live_pages.py.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from nbclient.util import ensure_async
from tornado import web
from tornado.escape import url_escape
from voila.notebook_renderer import NotebookRenderer

import warm_kernels
from apps.server.handlers import Handler
from apps.storage.people import Role

if TYPE_CHECKING:
    from apps.server.application import Parcours

APPS = Path(__file__).parent.parent
TEMPLATES = Path(__file__).parent / "template"
RENDER_SECONDS = 60


class PageBroken(Exception):
    """The notebook of a page ended with an error; the log says which."""


@dataclass(frozen=True)
class Page:
    """An app that opens at `/name`, and the role it needs.

    `live`: each visit has a kernel of its own, which stays while the page is open.
    """

    name: str
    role: Role
    live: bool = False
    folder: Path = APPS

    @property
    def roles(self) -> frozenset[Role]:
        """Who may open it: administrators may do what graders do."""
        return frozenset({"grader", "admin"} if self.role == "grader" else {self.role})

    @property
    def notebook(self) -> Path:
        """The notebook that renders it."""
        return self.folder / self.name / f"{self.name}.ipynb"


PAGES = (
    Page("exam", "candidate"),
    Page("report", "candidate"),
    Page("casework", "candidate"),
    Page("rubric", "grader"),
    Page("authoring", "author"),
    Page("bank", "author"),
)


@cache
def asset_url(base_url: str, app: str, file: str) -> str:
    """Address of a static file, with a digest of its content so that it may be kept for ever."""
    content = (APPS / app / "static" / file).read_bytes()
    return f"{base_url}static/{app}/{file}?v={hashlib.sha256(content).hexdigest()[:16]}"


def head_of(base_url: str, app: str) -> dict[str, str]:
    """What the head of an app's document links to."""
    return {
        "style": asset_url(base_url, app, f"{app}.css"),
        "script": asset_url(base_url, app, f"{app}.js"),
        "icon": asset_url(base_url, "home", "icon.svg"),
    }


T = TypeVar("T")


class Once(Generic[T]):
    """What is made once for each page; who comes meanwhile waits for it, a failure is retried."""

    def __init__(self, make: Callable[[Page], Coroutine[Any, Any, T]]) -> None:
        self._make = make
        self._tasks: dict[str, asyncio.Task[T]] = {}

    async def of(self, page: Page) -> T:
        """The one of that page; raises what making it raises."""
        task = self._tasks.get(page.name)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = asyncio.ensure_future(self._make(page))
            self._tasks[page.name] = task
        return await asyncio.shield(task)


class Renderer:
    """Renders each page once."""

    def __init__(self, app: Parcours) -> None:
        self._app = app
        self._documents = Once(self._render)

    async def document(self, page: Page) -> bytes:
        """The complete HTML of a page; PageBroken when its notebook fails."""
        return await self._documents.of(page)

    async def warm_up(self) -> None:
        """Render every page before the first visitor asks."""
        for page in self._app.pages:
            if page.live:
                continue
            try:
                await self.document(page)
            except Exception:  # the visitor's request will try again, and fail for all to see
                self._app.log.exception("the page %s could not be rendered", page.name)
        if not any(page.live for page in self._app.pages):
            warm_kernels.release()  # no more kernels are needed

    async def _render(self, page: Page) -> bytes:
        renderer = self._renderer(page)
        await renderer.initialize(template=None, theme=None)
        kernels = self._app.kernel_manager
        kernel_id = await ensure_async(
            kernels.start_kernel(
                kernel_name=renderer.notebook.metadata.kernelspec.name,
                path=str(page.notebook.parent),
            )
        )
        try:
            html = await asyncio.wait_for(
                renderer.generate_content_str(kernel_id, kernels.get_kernel(kernel_id)),
                RENDER_SECONDS,
            )
        finally:
            await ensure_async(kernels.shutdown_kernel(kernel_id, now=True))
        if f'id="parcours-{page.name}"' not in html:
            raise PageBroken(f"{page.notebook.name} did not render its page; see the log above")
        return str(html).encode()

    def _renderer(self, page: Page) -> Any:
        app = self._app
        return NotebookRenderer(
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=str(page.notebook.relative_to(app.root_dir)),
            template_paths=[str(TEMPLATES)],
            config_manager=app.config_manager,
            contents_manager=app.contents_manager,
            base_url=app.base_url,
            kernel_spec_manager=app.kernel_spec_manager,
            page_config=head_of(app.base_url, page.name),
        )


class PageHandler(Handler):
    """What both kinds of page do."""

    def refuse_stranger(self) -> None:
        """Send strangers to the sign-in page, and back here afterwards."""
        wanted = url_escape(self.request.uri or self.base_url)
        self.redirect(f"{self.base_url}login?next={wanted}")

    def send(self, document: bytes | str) -> None:
        """The document, with the cookie that its script's requests must show."""
        _ = self.xsrf_token
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(document)


class NotebookPage(PageHandler):
    """Serves one page to those who hold its role."""

    def initialize(self, page: Page, renderer: Renderer) -> None:
        """Which page."""
        self._page = page
        self._renderer = renderer

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        """Check the role that this page names."""
        self.roles = self._page.roles
        await super().prepare(_redirect_to_login=_redirect_to_login)

    async def get(self) -> None:
        """The document."""
        self.send(await self._renderer.document(self._page))


class PlainPage(PageHandler):
    """Serves a page that needs no kernel."""

    roles = frozenset()  # any user

    def initialize(self, app: str, public: bool) -> None:
        """Which page, and whether strangers may see it."""
        self._app = app
        self.public = public

    async def get(self) -> None:
        """The document."""
        self.send(plain_document(self.base_url, self._app))


@cache
def plain_document(base_url: str, app: str) -> str:
    """The complete HTML of a page without a kernel."""
    from importlib import import_module

    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    body = import_module(f"apps.{app}.page").markup()
    return environment.get_template("plain.html.j2").render(
        base_url=base_url, body=body, **head_of(base_url, app)
    )


class Assets(web.StaticFileHandler):
    """Scripts and styles of one app; kept by browsers, since their address changes with them."""

    def set_default_headers(self) -> None:
        """No sniffing, no other origin."""
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.clear_header("Server")

    def get_cache_time(self, path: str, modified: Any, mime_type: str) -> int:
        """A year when the address carries the digest, else no time at all."""
        current = (self.get_content_version(self.absolute_path or "") or "")[:16]
        return 31_536_000 if self.get_query_argument("v", "") == current else 0

    @classmethod
    def get_content_version(cls, abspath: str) -> str:
        """The digest of a file, as in the addresses that documents link to."""
        return hashlib.sha256(Path(abspath).read_bytes()).hexdigest()
