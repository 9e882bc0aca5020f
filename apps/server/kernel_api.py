"""What the script of an interactive page reaches of its kernel: messages of widgets, and its end.

A browser never executes code: the kernel manager lets only `WIDGET_MESSAGES` through, and only
the shell channel is there to take them.
"""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado import web

from apps.server.handlers import ApiHandler
from apps.server.identity import PersonUser
from apps.server.live import Ended, LiveKernels, Visit

KERNEL = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

# All that a browser may send; see allowed_message_types of jupyter_server.
WIDGET_MESSAGES = (
    "comm_open",
    "comm_msg",
    "comm_close",
    "comm_info_request",
    "kernel_info_request",
)


PROTOCOL = "v1.kernel.websocket.jupyter.org"  # the older one is not spoken here
NO_TRACEBACK = b'{"ename":"Error","evalue":"","traceback":[]}'


class QuietKernelManager(ServerKernelManager):
    """Starts and stops a kernel without an event for listeners that this server does not have.

    The logger that each kernel would make for them costs more than the rest of its start.
    """

    def emit(self, schema_id: str, data: dict[str, Any]) -> None:
        """Tell nobody."""


class WidgetConnection(ZMQChannelsWebsocketConnection):
    """Carries the messages of widgets, but no traceback and nothing of the error stream."""

    def create_stream(self) -> None:
        """No control and no stdin channel: what is sent on them goes nowhere."""
        identity = self.session.bsession
        manager = self.kernel_manager
        self.channels = {
            "iopub": manager.connect_iopub(identity=identity),
            "shell": manager.connect_shell(identity=identity),
        }
        for name, stream in self.channels.items():
            stream.channel = name

    def nudge(self) -> asyncio.Future[None]:
        """Nothing to wait for: the script itself asks until the kernel is heard."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Keep what only those who run the server should read from visitors."""
        _, parts = self.session.feed_identities(outgoing_msg)
        kind, content = bytes(parts[1]), bytes(parts[4])
        if b'"stream"' in kind and b'"stderr"' in content:
            return
        if b'"error"' in kind:
            outgoing_msg = [*outgoing_msg[: -len(parts)], *parts[:4], NO_TRACEBACK]
        super().handle_outgoing_message(stream, outgoing_msg)


class LiveHandler(ApiHandler):
    """Base of the routes to a kernel: only its owner knows that it exists."""

    roles = frozenset()  # a kernel has one owner, whose role its page has checked

    @property
    def live(self) -> LiveKernels:
        """The register of kernels."""
        live: LiveKernels = self.settings["live"]
        return live

    def visit(self, kernel_id: str) -> Visit:
        """The visit of that kernel; 404 when it is not the user's own."""
        return self.live.of(kernel_id, self.person.id)


class OneKernel(LiveHandler):
    """The kernel of one of my pages."""

    async def get(self, kernel_id: str) -> None:
        """That it lives; asked by pages which lost their connection."""
        self.reply({"id": self.visit(kernel_id).kernel_id})

    async def delete(self, kernel_id: str) -> None:
        """End it: its page is closed."""
        await self.live.end(self.visit(kernel_id), Ended.CLOSED)
        self.set_status(204)
        self.finish()


class Channels(KernelWebsocketHandler, LiveHandler):
    """The websocket between a page and its kernel."""

    _visit: Visit | None = None

    @property
    def ping_timeout(self) -> int:
        """Three silent pings; Tornado, which asks before it is connected, warns beyond one."""
        return int(self.ping_interval) * (1 if self.ws_connection is None else 3)

    async def get(self, kernel_id: str) -> None:
        """Open it, for the owner and from our own pages only."""
        if not self.check_origin():
            raise web.HTTPError(403)
        if PROTOCOL not in self.request.headers.get("Sec-WebSocket-Protocol", ""):
            raise web.HTTPError(400)
        self._visit = self.visit(kernel_id)
        await super().get(kernel_id=kernel_id)

    async def open(self, kernel_id: str) -> None:
        """Count it, and join it to the kernel."""
        if self._visit is not None and self.live.connected(self._visit, self):
            await super().open(kernel_id)
        else:
            self.close(int(Ended.CLOSED), Ended.CLOSED.name.lower())

    def on_message(self, ws_message: str | bytes) -> None:
        """Pass it on, if it is of a kind that browsers may send."""
        if self._visit is not None:
            self.live.was_used(self._visit)
        super().on_message(ws_message)

    def on_close(self) -> None:
        """The page is gone, or its network."""
        if self._visit is not None:
            self.live.disconnected(self._visit, self)
        super().on_close()

    async def is_allowed(self) -> bool:
        """Whether its user is still signed in and still holds the role of the page."""
        user = await self.identity_provider.get_user(self)
        return (
            self._visit is not None
            and isinstance(user, PersonUser)
            and user.person.id == self._visit.user_id
            and self._visit.role in user.person.roles
        )


def routes() -> list[tuple[str, Any]]:
    """Address and handler of every route to a kernel."""
    return [
        (rf"/api/kernels/{KERNEL}", OneKernel),
        (rf"/api/kernels/{KERNEL}/channels", Channels),
    ]
