"""A private place for templates, and kernelspecs and managers that are gone after each test."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

sys.path.insert(0, str(Path(__file__).parent))  # for the helpers beside this file

from using import discard, part, stop_templates
from warm_kernels.cli import kernel_spec
from warm_kernels.owner import templates

from warm_kernels import provisioner

READY_SECONDS = 60.0

# What a server's environment may hold and no test kernel shall see, or what changes it.
_UNWANTED = ("JUPYTER_PREFER_ENV_PATH", "JPY_PARENT_PID", "NBGRADER_EXECUTION")


@pytest.fixture(scope="module", autouse=True)
def private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders of a user who has nothing; templates of a module end with it."""
    home = tmp_path_factory.mktemp("user")
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        patch.setenv("JUPYTER_RUNTIME_DIR", str(home / "jupyter-runtime"))
        patch.setenv("JUPYTER_DATA_DIR", str(home / "data"))
        patch.setenv("JUPYTER_CONFIG_DIR", str(home / "config"))
        patch.setenv("JUPYTER_PATH", str(home))
        patch.setenv("IPYTHONDIR", str(home / "ipython"))
        for name in _UNWANTED:
            patch.delenv(name, raising=False)
        templates.close()
        templates.forget()
        yield home
        stop_templates()


@pytest.fixture
def fresh_templates() -> Iterator[None]:
    """No template at the start of a test, and none left by it."""
    stop_templates()
    yield
    stop_templates()


@pytest.fixture
def unsaid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings that are given once are given again."""
    monkeypatch.setattr(provisioner, "_said", set())


@pytest.fixture(scope="module")
def warm_spec(private: Path) -> Callable[..., str]:
    """Writes a kernelspec; `config` is that of the provisioner."""

    def write(
        name: str = "warm",
        preload: Sequence[str] = (),
        *,
        arguments: Sequence[str] = (),
        env: dict[str, str] | None = None,
        history: bool = False,
        **config: Any,
    ) -> str:
        spec = kernel_spec(name, preload=preload, history=history)
        spec["argv"] += arguments
        spec["env"] = env or {}
        spec["metadata"]["kernel_provisioner"]["config"] |= config
        folder = private / "kernels" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
        return name

    return write


@pytest.fixture
def manager(warm_spec: Callable[..., str]) -> Iterator[Callable[..., Any]]:
    """Makes kernel managers, of any class; what still runs after the test is killed.

    Without a name they are of a kernelspec `warm` that preloads nothing of its own.
    """
    made: list[KernelManager] = []

    def make(name: str | None = None, kind: type = KernelManager, **traits: Any) -> Any:
        traits["kernel_name"] = name or warm_spec()
        made.append(kind(**traits))
        return made[-1]

    yield make
    for one in made:
        discard(one)


@pytest.fixture
def kernel(manager: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """Starts a kernel; a manager and a client that is ready."""
    clients: list[BlockingKernelClient] = []

    def start(name: str | None = None, *, traits: dict[str, Any] | None = None, **asked: Any):
        chosen = manager(name, **(traits or {}))
        chosen.start_kernel(**asked)
        client = chosen.client()
        client.start_channels()
        clients.append(client)
        client.wait_for_ready(READY_SECONDS)
        return chosen, client

    yield start
    for client in clients:
        part(client)
