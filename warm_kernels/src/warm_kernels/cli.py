"""The command `warm-kernels`: write a kernelspec, and see what runs."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpecManager

from warm_kernels import place, wire
from warm_kernels.place import Place

CONNECT_SECONDS = 2.0


def kernel_spec(
    display_name: str,
    *,
    preload: Sequence[str] = (),
    environment: Sequence[str] = (),
    limits: dict[str, int] | None = None,
    history: bool = True,
) -> dict[str, Any]:
    """A `kernel.json` for the IPython kernel of this Python, forked where possible.

    Without `history` kernels do not write IPython's history file, which is shared by all.
    """
    extra = [] if history else ["--HistoryManager.enabled=False"]
    spec = get_kernel_dict(extra, ["-Xfrozen_modules=off"])
    config: dict[str, Any] = {"preload": list(preload)}
    if environment:
        config["environment"] = list(environment)
    if limits:
        config["limits"] = dict(limits)
    provisioner = {"provisioner_name": "warm-provisioner", "config": config}
    metadata = {**spec["metadata"], "kernel_provisioner": provisioner}
    return {**spec, "display_name": display_name, "metadata": metadata}


def install(asked: argparse.Namespace) -> None:
    """Write a kernelspec where Jupyter looks for them."""
    spec = kernel_spec(
        asked.display_name or asked.name,
        preload=asked.preload,
        environment=asked.environment,
        limits=dict(asked.limit),
        history=asked.history,
    )
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch, "kernel.json").write_text(json.dumps(spec, indent=1), encoding="utf-8")
        prefix = sys.prefix if asked.sys_prefix else asked.prefix
        where = KernelSpecManager().install_kernel_spec(
            scratch, asked.name, user=prefix is None, prefix=prefix
        )
    sys.stdout.write(f"Installed {asked.name} in {where}\n")


def status(_asked: argparse.Namespace) -> None:
    """Print the templates of this user with their owners and kernels."""
    folder = place.folder()
    for path in sorted(folder.glob("*.sock")):
        connection = Place(folder, path.stem).connect(CONNECT_SECONDS)
        if connection is None:
            continue
        try:
            wire.receive(connection)
            wire.send(connection, {"do": "status"})
            sys.stdout.write(json.dumps(wire.receive(connection)[0]) + "\n")
        except wire.WireError as error:
            sys.stderr.write(f"{path.name}: {error}\n")
        finally:
            connection.close()


def _limit(text: str) -> tuple[str, int]:
    name, _, value = text.partition("=")
    if not value.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} must look like nofile=1024")
    return name, int(value)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    main_parser = argparse.ArgumentParser(prog="warm-kernels", description=__doc__)
    commands = main_parser.add_subparsers(required=True)
    adding = commands.add_parser("install", help="write a kernelspec")
    adding.add_argument("--name", default="warm", help="name of the kernelspec (default: warm)")
    adding.add_argument("--display-name", help="what Jupyter shows")
    adding.add_argument(
        "--preload", nargs="*", default=[], metavar="MODULE", help="modules to import beforehand"
    )
    adding.add_argument(
        "--environment",
        nargs="*",
        default=[],
        metavar="NAME",
        help="more variables that kernels get from their owner; patterns as of the shell",
    )
    adding.add_argument(
        "--limit", nargs="*", type=_limit, default=[], metavar="NAME=N", help="limits of setrlimit"
    )
    adding.add_argument(
        "--no-history", dest="history", action="store_false", help="write no history file"
    )
    where = adding.add_mutually_exclusive_group()
    where.add_argument("--sys-prefix", action="store_true", help="in this environment")
    where.add_argument("--prefix", help="below this folder (default: for this user)")
    adding.set_defaults(run=install)
    commands.add_parser("status", help="list templates").set_defaults(run=status)
    return main_parser


def main() -> None:
    """Run the command; a message and exit code 1 for what cannot be done."""
    asked = parser().parse_args()
    try:
        asked.run(asked)
    except (OSError, place.Unsafe) as error:
        sys.exit(f"warm-kernels: {error}")


if __name__ == "__main__":
    main()
