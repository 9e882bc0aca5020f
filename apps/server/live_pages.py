"""Interactive pages: each visit runs the notebook in a kernel of its own, which stays for it.

What visits have in common is made once for each page: the notebook, read and checked, Voilà's
exporter with its compiled template, the addresses of script and style. A visit costs the server
the messages of its kernel and the filling of the template.
"""

from __future__ import annotations

import asyncio
import copy
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from queue import Empty
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient.output_widget import OutputWidget
from nbclient.util import ensure_async
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from nbconvert.preprocessors.clearoutput import ClearOutputPreprocessor
from voila.execute import VoilaExecutor
from voila.exporter import VoilaMarkdownRenderer
from voila.notebook_renderer import NotebookRenderer

from apps.server.handlers import CONTENT_SECURITY_POLICY
from apps.server.live import Ended, Visit
from apps.server.pages import RENDER_SECONDS, TEMPLATES, Once, Page, PageHandler, head_of
from apps.server.refusals import Refusal
from apps.storage.people import Person

if TYPE_CHECKING:
    from apps.server.application import Parcours

TEMPLATE = "live.html.j2"
SHOWN_TYPES = ("image/svg+xml", "image/png", "image/jpeg", "text/html", "text/plain")
VIEW = "application/vnd.jupyter.widget-view+json"
OUTPUT_MODEL = "OutputModel"

STYLE_ELEMENT = re.compile(r"<style\b.*?</style\s*>", re.DOTALL | re.IGNORECASE)
STYLE_ATTRIBUTE = re.compile(r"(<[a-z][^<>]*?)\sstyle=", re.IGNORECASE)

# Modules of anywidgets are loaded from blobs, pictures of widgets too; docs/decisions/0007.
LIVE_SECURITY_POLICY = CONTENT_SECURITY_POLICY.replace(
    "script-src 'self'", "script-src 'self' blob:"
).replace("img-src 'self' data:", "media-src blob:; img-src 'self' data: blob:")


class SharedRenderer(NotebookRenderer):
    """Voilà's renderer of one page; what it prepares is used by every visit."""

    async def initialize(self, **kwargs: Any) -> None:
        """Make the exporter, and HTML of the prose, which no kernel changes."""
        await super().initialize(**kwargs)
        self.exporter.template_file = TEMPLATE
        prose = VoilaMarkdownRenderer(
            self.contents_manager, escape=False, exclude_anchor_links=True
        )
        for cell in self.notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = MarkdownWithMath(renderer=prose).render(cell.source)

    async def load_notebook(self, path: str) -> Any:
        """The notebook without its outputs and with a kernel that exists."""
        notebook = nbformat.read(path, as_version=4)
        notebook, _ = ClearOutputPreprocessor().preprocess(notebook, {})
        return await self.fix_notebook(notebook)


class CaughtOutput(OutputWidget):
    """An Output widget that tells the kernel what it caught when the cell is done.

    nbclient would tell it at once, on the socket on which it waits for the answer of the cell:
    that send may swallow the signal of the answer, and nbclient then waits for ever.
    """

    def sync_state(self) -> None:
        """Later."""
        self.executor.caught.append(self)

    def tell(self) -> None:
        """Now."""
        super().sync_state()


class VisitExecutor(VoilaExecutor):
    """Runs the cells of one visit, and notes the widgets that they make."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.widget_registry = {"@jupyter-widgets/output": {OUTPUT_MODEL: CaughtOutput}}
        self.caught: list[CaughtOutput] = []

    async def run(self, cells: list[Any]) -> None:
        """Run the code among the cells, in order; CellExecutionError when one fails."""
        for index, cell in enumerate(cells):
            if cell.cell_type == "code":
                await self.execute_cell(cell, None, index, store_history=False)
            while self.caught:
                self.caught.pop().tell()

    async def connect(self) -> None:
        """Reach the kernel: it answers, and what it publishes arrives here."""
        self.kc = self.km.client(context=self.km.context)  # one of its own costs two threads
        self.kc.start_channels(stdin=False, hb=False, control=False)
        self.kc.allow_stdin = False
        heard = answered = False
        while not (heard and answered):
            if not await ensure_async(self.km.is_alive()):
                raise RuntimeError("the kernel ended before it was ready")
            self.kc.kernel_info()
            answered = await self._next(self.kc.shell_channel, seconds=2) or answered
            heard = await self._next(self.kc.iopub_channel, seconds=0.2) or heard

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """As nbclient does; what an Output widget catches is no traceback."""
        content = msg["content"]
        if msg["msg_type"] == "error":
            content |= {"ename": "Error", "evalue": "", "traceback": []}
        if "text/html" in content.get("data", {}):
            content["data"]["text/html"] = without_inline_style(content["data"]["text/html"])
        return super().process_message(msg, cell, cell_index)

    def widgets(self) -> dict[str, Any]:
        """The state of every widget, in the format of saved notebooks."""
        return {
            "version_major": 2,
            "version_minor": 0,
            "state": {
                model_id: self._serialize_widget_state(state)
                | {"buffers": list(self.widget_buffers.get(model_id, {}).values())}
                for model_id, state in self.widget_state.items()
                if "_model_module" in state
            },
        }

    async def _next(self, channel: Any, seconds: float) -> bool:
        try:
            await ensure_async(channel.get_msg(timeout=seconds))
        except Empty:
            return False
        return True


@dataclass(frozen=True)
class Prepared:
    """What the visits of one page share."""

    renderer: SharedRenderer
    kernel_name: str


class LiveRenderer:
    """Renders a page anew for each visit, in a kernel that stays."""

    def __init__(self, app: Parcours) -> None:
        self._app = app
        self._prepared = Once(self._prepare)

    async def document(self, page: Page, person: Person) -> str:
        """The complete HTML of a visit; Refusal when there is no room, or the notebook fails."""
        app = self._app
        try:
            prepared = await self._prepared.of(page)
            visit = await app.live.start(
                person.id,
                page.role,
                kernel_name=prepared.kernel_name,
                cwd=str(page.notebook.parent),
            )
        except Refusal:
            raise
        except Exception as error:
            app.log.exception("the kernel of the page %s did not start", page.name)
            raise Refusal(500, "page_failed") from error
        try:
            async with asyncio.timeout(RENDER_SECONDS):
                html = await self._render(prepared, visit)
        except Exception as error:
            await app.live.end(visit, Ended.DIED)
            app.log.exception("the page %s could not be rendered", page.name)
            raise Refusal(500, "page_failed") from error
        except BaseException:  # the visitor left
            await app.live.end(visit, Ended.CLOSED)
            raise
        app.live.was_shown(visit)
        return html

    async def warm_up(self) -> None:
        """Prepare every page before the first visitor asks."""
        for page in self._app.pages:
            if page.live:
                try:
                    await self._prepared.of(page)
                except Exception:  # the visitor's request will try again
                    self._app.log.exception("the page %s could not be prepared", page.name)

    async def _prepare(self, page: Page) -> Prepared:
        from apps.web.body import strings

        app = self._app
        renderer = SharedRenderer(
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=str(page.notebook),
            template_paths=[str(TEMPLATES)],
            config_manager=app.config_manager,
            contents_manager=app.contents_manager,
            base_url=app.base_url,
            kernel_spec_manager=app.kernel_spec_manager,
            page_config=head_of(app.base_url, "live")
            | {"catalogue": for_script(strings("live")), "types": SHOWN_TYPES, "view": VIEW},
        )
        await renderer.initialize(template=None, theme=None)
        return Prepared(renderer, renderer.notebook.metadata.kernelspec.name)

    async def _render(self, prepared: Prepared, visit: Visit) -> str:
        app, shared = self._app, prepared.renderer
        notebook = copy.deepcopy(shared.notebook)
        kernel = app.kernel_manager.get_kernel(visit.kernel_id)
        executor = VisitExecutor(notebook, km=kernel, config=app.config)
        try:
            await executor.connect()
            await executor.run(notebook.cells)
        finally:
            executor.kc.stop_channels()
        context = {"kernel_id": visit.kernel_id, "widgets": for_script(executor.widgets())}
        parts = shared.exporter.generate_from_notebook_node(
            notebook,
            resources=copy.deepcopy(shared.resources),
            extra_context=context,
            page_config=shared.page_config,
        )
        return "".join([part async for part, _ in parts])


class LivePage(PageHandler):
    """Serves an interactive page to those who hold its role."""

    _rendering: asyncio.Task[str] | None = None

    def initialize(self, page: Page, renderer: LiveRenderer) -> None:
        """Which page."""
        self._page = page
        self._renderer = renderer

    @property
    def content_security_policy(self) -> str:
        """As everywhere, and blobs, which only scripts of the page itself can make."""
        return LIVE_SECURITY_POLICY

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        """Check the role that this page names."""
        self.roles = frozenset({self._page.role})
        await super().prepare(_redirect_to_login=_redirect_to_login)

    async def get(self) -> None:
        """The document."""
        self._rendering = asyncio.ensure_future(self._renderer.document(self._page, self.person))
        try:
            self.send(await self._rendering)
        except asyncio.CancelledError:
            if not self.request.connection.stream.closed():
                raise

    def on_connection_close(self) -> None:
        """The visitor left before the page was complete: its kernel is not needed."""
        super().on_connection_close()
        if self._rendering is not None:
            self._rendering.cancel()


def without_inline_style(markup: str) -> str:
    """Markup whose style attributes wait under another name for the script: as attributes, and
    as the `<style>` of a data frame, the policy of the page forbids them.
    """
    markup = STYLE_ELEMENT.sub("", markup)
    return STYLE_ATTRIBUTE.sub(r"\1 data-style=", markup)


def for_script(data: Mapping[str, Any]) -> str:
    """JSON that may stand in a script element, which ends at the first `</`."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
