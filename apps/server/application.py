"""The app server: a standalone Voilà with our users, our API and our pages only."""

from __future__ import annotations

import os
import sys
from typing import Any, ClassVar

import nbformat
from jupyter_core.utils import ensure_async, run_sync
from nbformat.sign import NotebookNotary
from tornado import ioloop
from tornado.httpserver import HTTPServer
from voila.app import Voila

from apps.attempts.reports import Reports
from apps.attempts.service import Attempts
from apps.casework.service import Casework
from apps.editing.service import Editing
from apps.grading.service import Grading
from apps.lessons.lab import Lab
from apps.server import api, kernel_api, lessons, live_pages, pages
from apps.server.handlers import NothingHere
from apps.server.identity import PersonalLinks, Solo
from apps.server.limits import RateLimit
from apps.server.live import LiveKernels
from apps.server.refusals import PortTaken
from apps.settings import Settings
from apps.storage.database import Database
from question_bank.bank import Bank

BLUEPRINT = "ccm-2025-08"
MAX_BODY = 512 * 1024
CLOSE_EVERY_MS = 5_000

# Not Tornado's `_xsrf`: another Jupyter on the host would set that name at another path.
XSRF_COOKIE = "parcours_xsrf"

# All that a kernel sees of the server's environment: no database address, no secret.
KERNEL_ENVIRONMENT = (
    "HOME",
    "LANG",
    "LC_ALL",
    "PATH",
    "TMPDIR",
    "TZ",
    "VIRTUAL_ENV",
    "JUPYTER_PATH",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "IPYTHONDIR",
    "OPENBLAS_CORETYPE",
    "OPENBLAS_L2_SIZE",
)


class Parcours(Voila):
    """Serves the pages and the API of one database and one bank."""

    name = "parcours"
    pages: ClassVar[tuple[pages.Page, ...]] = pages.PAGES

    def configure(
        self,
        settings: Settings,
        database: Database,
        bank: Bank,
        *,
        solo: bool,
        proxy: bool,
        lab: bool = False,
    ) -> None:
        """Hand over what the command line opened; call before `start`."""
        self.parcours_settings = settings
        self.behind_proxy = proxy
        self.database = database
        self.bank = bank
        self.identity_provider_class = Solo if solo else PersonalLinks
        self.cookie_secret = settings.cookie_secret()
        self.root_dir = str(pages.APPS)
        self.attempts = Attempts(database, bank, bank.blueprint(BLUEPRINT))
        self.lessons = self._lessons(solo=solo, lab=solo and lab)
        self.grading = Grading(database, settings.courses)
        self.editing = Editing(lambda: self.lessons.catalog)
        self.casework = Casework(database, lambda: self.lessons.catalog, solo=solo)
        self.reports = Reports(
            database,
            bank.blueprints,
            forms=bank.forms,
            cut=settings.cut,
            lessons=lambda: self.lessons.titles,
        )

    def init_settings(self) -> dict[str, Any]:
        """Voilà's settings, closed where its defaults are open."""
        self.config.KernelManager.transport = "ipc"  # no port for other users to find
        self.config.KernelRestarter.restart_limit = 0  # a new kernel would know no widget
        self.config.KernelRestarter.time_to_dead = 1.0
        self.kernel_websocket_connection_class = kernel_api.WidgetConnection
        quiet = f"{kernel_api.__name__}.{kernel_api.QuietKernelManager.__name__}"
        self.config.MultiKernelManager.kernel_manager_class = quiet
        settings: dict[str, Any] = super().init_settings()
        self.kernel_manager.allowed_message_types = list(kernel_api.WIDGET_MESSAGES)
        self.live = self._live_kernels()
        _restrict(self.kernel_manager)
        _trust(self.contents_manager, self.pages)
        saves = self.parcours_settings.saves_per_second
        settings.update(
            {
                "allow_remote_access": not isinstance(self.identity_provider, Solo),
                "allow_unauthenticated_access": True,  # each of our handlers checks its own role
                "xsrf_cookies": True,
                "xsrf_cookie_name": XSRF_COOKIE,
                "xsrf_cookie_kwargs": {"samesite": "Lax", "path": self.base_url},
                "compress_response": True,
                "default_handler_class": NothingHere,
                "attempts": self.attempts,
                "reports": self.reports,
                "casework": self.casework,
                "grading": self.grading,
                "editing": self.editing,
                "database": self.database,
                "live": self.live,
                "lessons": self.lessons,
                "limits": {
                    "save": RateLimit(saves, burst=60),
                    "form": RateLimit(1.0, burst=30),
                    "start": RateLimit(0.2, burst=10),
                    "login": RateLimit(0.2, burst=10),
                },
            }
        )
        return settings

    def init_handlers(self) -> list[Any]:
        """Our routes and none of Voilà's: no files, no other templates, kernels for live pages."""
        base = self.base_url.rstrip("/")
        self.renderer = pages.Renderer(self)
        self.live_renderer = live_pages.LiveRenderer(self)
        routes: list[Any] = [(base + path, handler) for path, handler in api.routes()]
        routes += [(base + path, handler) for path, handler in lessons.routes()]
        if any(page.live for page in self.pages):
            routes += [(base + path, handler) for path, handler in kernel_api.routes()]
        for page in self.pages:
            kind = live_pages.LivePage if page.live else pages.NotebookPage
            renderer = self.live_renderer if page.live else self.renderer
            options = {"page": page, "renderer": renderer}
            routes.append((f"{base}/{page.name}", kind, options))
        routes.append((f"{base}/", pages.PlainPage, {"app": "home", "public": False}))
        routes.append((f"{base}/login", pages.PlainPage, {"app": "login", "public": True}))
        for folder in sorted(pages.APPS.glob("*/static")):
            route = rf"{base}/static/{folder.parent.name}/(.*)"
            routes.append((route, pages.Assets, {"path": str(folder)}))
        return routes

    def listen(self) -> None:
        """Listen, warm up, and close attempts whose time is over, until told to stop."""
        server = HTTPServer(self.app, xheaders=self.behind_proxy, max_body_size=MAX_BODY)
        try:
            server.listen(self.port, self.ip)
        except OSError as error:
            self.stop()
            raise PortTaken(
                f"cannot listen on {self.ip}:{self.port} ({error.strerror}); "
                "stop the other program, or choose another --port"
            ) from error
        self.ioloop = ioloop.IOLoop.current()
        self.ioloop.add_callback(self._warm_up)
        self.live.watch()
        self.ioloop.add_callback(self.attempts.offers)
        ioloop.PeriodicCallback(self.attempts.close_due, CLOSE_EVERY_MS).start()
        ioloop.PeriodicCallback(self.grading.close_idle, CLOSE_EVERY_MS).start()
        sys.stdout.write(f"Parcours: http://{self.ip}:{self.port}{self.base_url}\n")
        sys.stdout.flush()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("Stopping")
        finally:
            server.stop()
            self.stop()

    def stop(self) -> None:
        """End JupyterLab and the kernels; let the answers under way reach the disk."""
        self.lessons.close()
        self.grading.close()
        self.editing.close()
        run_sync(self.live.end_all)()
        super().stop()
        self.database.close()

    async def _warm_up(self) -> None:
        """Pages first: who sits an exam waits for nothing that lessons need."""
        await self.renderer.warm_up()
        await self.live_renderer.warm_up()
        try:
            await self.lessons.open()
        except Exception:  # the exams go on
            self.log.exception("the lessons could not be opened")

    def _lessons(self, *, solo: bool, lab: bool) -> lessons.Lessons:
        settings = self.parcours_settings
        root = settings.data / "lessons"
        address = f"http://{self.ip}:{self.port}{self.base_url}"
        return lessons.Lessons(
            self.bank,
            root,
            solo=solo,
            lab=Lab(settings.data / "jupyter", root, server=address, port=settings.lab_port)
            if lab
            else None,
            reading_url=settings.reading_url,
        )

    def _live_kernels(self) -> LiveKernels:
        settings = self.parcours_settings
        return LiveKernels(
            self.kernel_manager,
            total=settings.live_kernels,
            per_user=settings.live_kernels_per_user,
            abandoned_seconds=settings.live_abandoned_seconds,
            idle_seconds=settings.live_idle_seconds,
        )


def _trust(contents: Any, ours: tuple[pages.Page, ...]) -> None:
    """Sign the notebooks of our pages for this run, so that Jupyter does not warn of them."""
    notary = NotebookNotary(parent=contents, secret=os.urandom(32), db_file=":memory:")
    for page in ours:
        if not page.live:
            notary.sign(nbformat.read(page.notebook, as_version=4))
    contents.notary = notary


def _restrict(kernels: Any) -> None:
    """Start kernels with the allow-listed environment only."""
    start = kernels.start_kernel

    async def start_restricted(*args: Any, **kwargs: Any) -> Any:
        kwargs["env"] = {k: os.environ[k] for k in KERNEL_ENVIRONMENT if k in os.environ}
        return await ensure_async(start(*args, **kwargs))

    kernels.start_kernel = start_restricted
