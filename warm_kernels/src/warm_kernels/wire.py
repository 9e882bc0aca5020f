"""Messages between a template and the processes that own its kernels.

One JSON object per packet of a Unix `SOCK_SEQPACKET` socket, which keeps packets whole and in
order, with open files beside it (`SCM_RIGHTS`). The template says when it is ready; from then on
owners ask and it answers, one answer for each question.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Sequence
from typing import Any

MAX_BYTES = 128 * 1024
MAX_FILES = 8

Message = dict[str, Any]


class WireError(Exception):
    """The other side is gone, or sent what is no message."""


class Closed(WireError):
    """The other side has closed the connection."""


class TooLarge(Exception):
    """A message that may not be sent."""


def pair() -> tuple[socket.socket, socket.socket]:
    """Two connected sockets."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(connection: socket.socket, message: Message, files: Sequence[int] = ()) -> None:
    """Send a message and copies of open files.

    Raises TooLarge, or WireError when the other side is gone.
    """
    packet = json.dumps(message).encode()
    if len(packet) > MAX_BYTES:
        raise TooLarge(f"a message of {len(packet):,} bytes is over the limit of {MAX_BYTES:,}")
    try:
        if files:
            socket.send_fds(connection, [packet], list(files))
        else:
            connection.send(packet)
    except OSError as error:
        raise WireError(f"cannot send: {error}") from error


def receive(connection: socket.socket) -> tuple[Message, list[int]]:
    """The next message and the files that came with it, which now belong to the caller.

    All files or none: none when this process may not open as many. Raises Closed at the end of
    the connection, WireError on a time-out and for what is no message.
    """
    try:
        packet, files, flags, _ = socket.recv_fds(connection, MAX_BYTES, MAX_FILES)
    except OSError as error:
        raise WireError(f"cannot receive: {error}") from error
    for file in files:
        os.set_inheritable(file, False)
    try:
        if not packet:
            raise Closed("the connection is closed")
        if flags & socket.MSG_CTRUNC:  # no number is left for another open file
            close(files)
            files = []
        if flags & socket.MSG_TRUNC:
            raise WireError(f"a message is over the limit of {MAX_BYTES:,} bytes")
        message = json.loads(packet)
        if not isinstance(message, dict):
            raise WireError("a message must be a JSON object")
    except (WireError, ValueError, RecursionError) as error:
        close(files)
        raise error if isinstance(error, WireError) else WireError(f"no JSON: {error}") from error
    return message, files


def close(files: Sequence[int]) -> None:
    """Close files that came with a message."""
    for file in files:
        os.close(file)


def peer(connection: socket.socket) -> tuple[int, int]:
    """Process id and user id of the other side, as the kernel of the system vouches for them."""
    size = struct.calcsize("3i")
    pid, uid, _ = struct.unpack(
        "3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    )
    return pid, uid
