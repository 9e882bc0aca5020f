"""The provisioner's interface, as `jupyter_client` documents it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.connect import LocalPortCache
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
from using import asynchronously, forked, gone, part, pid_of, run
from waiting import until
from warm_kernels.kernel import Kernel
from warm_kernels.provisioner import WarmProvisioner

import warm_kernels


def test_it_is_registered(warm_spec: Callable[..., str]) -> None:
    factory = KernelProvisionerFactory.instance()
    assert "warm-provisioner" in factory.get_provisioner_entries()
    chosen = KernelManager(kernel_name=warm_spec())
    assert factory.is_provisioner_available(chosen.kernel_spec)
    made = factory.create_provisioner_instance("id", chosen.kernel_spec, parent=chosen)
    assert type(made) is WarmProvisioner


def test_it_can_be_the_default_of_all_kernelspecs(
    private: Path, manager: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    factory = KernelProvisionerFactory(default_provisioner_name="warm-provisioner")
    monkeypatch.setattr(KernelProvisionerFactory, "_instance", factory)
    folder = private / "kernels/bare"
    folder.mkdir(parents=True)
    argv = ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "bare", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec))
    chosen = manager("bare")
    chosen.start_kernel()
    assert forked(chosen)


def test_settings_come_from_the_kernelspec_or_the_program(warm_spec: Callable[..., str]) -> None:
    name = warm_spec("set", ["json"], limits={"nofile": 99}, environment=["COURSE_*"])
    chosen = KernelManager(kernel_name=name)
    factory = KernelProvisionerFactory.instance()
    made = factory.create_provisioner_instance("id", chosen.kernel_spec, parent=chosen)
    assert (made.preload, made.limits) == (["json"], {"nofile": 99})
    assert made.environment == ["COURSE_*"]
    assert made.quick_clients
    assert made.kernel_id == "id"


def test_what_is_told_of_a_kernel(kernel: Callable[..., Any]) -> None:
    chosen, _ = kernel()

    async def ask() -> None:
        provisioner = chosen.provisioner
        told = await provisioner.get_provisioner_info()
        pid = pid_of(chosen)
        assert (told["pid"], told["pgid"], told["kernel_id"]) == (pid, pid, chosen.kernel_id)
        assert told["connection_info"]["shell_port"] == chosen.shell_port
        later = WarmProvisioner(kernel_id="?", kernel_spec=chosen.kernel_spec)
        await later.load_provisioner_info(told)
        assert (later.pid, later.pgid, later.kernel_id) == (pid, pid, chosen.kernel_id)
        assert later.connection_info == provisioner.connection_info
        assert not later.has_process
        assert await later.poll() == 0  # as of a local provisioner

    asynchronously(ask)


def test_before_a_start_and_after_an_end_there_is_no_process(manager: Callable[..., Any]) -> None:
    chosen = manager()
    chosen.start_kernel()
    provisioner = chosen.provisioner
    assert provisioner.has_process
    assert isinstance(provisioner.process, Kernel)
    chosen.shutdown_kernel(now=True)

    async def ask() -> None:
        assert not provisioner.has_process
        assert await provisioner.poll() == 0
        assert await provisioner.wait() == 0
        await provisioner.send_signal(15)
        await provisioner.kill()
        await provisioner.terminate()

    asynchronously(ask)


def test_the_time_for_a_shutdown_is_the_managers(kernel: Callable[..., Any]) -> None:
    chosen, _ = kernel()
    assert chosen.provisioner.get_shutdown_wait_time(recommended=3.5) == 3.5
    assert chosen.provisioner.get_stable_start_time(recommended=2.5) == 2.5


def test_ports_are_given_back(manager: Callable[..., Any]) -> None:
    cache = LocalPortCache.instance()
    before = set(cache.currently_used_ports)
    chosen = manager()
    chosen.start_kernel()
    ports = set(chosen.ports)
    assert cache.currently_used_ports == before | ports
    chosen.restart_kernel(now=True)
    assert cache.currently_used_ports == before | ports
    chosen.shutdown_kernel(now=True)
    assert cache.currently_used_ports == before


def test_what_a_launch_is_prepared_with(manager: Callable[..., Any], tmp_path: Path) -> None:
    chosen = manager()

    async def prepare() -> None:
        own = {**os.environ, "COURSE": "x"}
        command, asked = await chosen._async_pre_start_kernel(env=own, cwd=str(tmp_path))
        assert "ipykernel_launcher" in command
        assert asked["cwd"] == str(tmp_path)
        assert asked["env"]["COURSE"] == "x"
        assert "PYTHONEXECUTABLE" not in asked["env"]
        assert "extra_arguments" not in asked
        assert json.loads(read(chosen.connection_file))["shell_port"] == chosen.shell_port

    asynchronously(prepare)


def read(file: str) -> str:
    return Path(file).read_text()


def test_more_arguments_reach_the_kernel(kernel: Callable[..., Any]) -> None:
    chosen, client = kernel(extra_arguments=["--IPKernelApp.exec_lines=extra = 5"])
    assert forked(chosen)
    assert run(client, "extra") == "5"


@pytest.mark.parametrize("transport", ["tcp", "ipc"])
def test_encrypted_connections(kernel: Callable[..., Any], transport: str) -> None:
    import zmq

    if not zmq.has("curve"):
        pytest.skip("this zmq cannot encrypt")
    traits = {"transport": transport, "transport_encryption": "required"}
    chosen, client = kernel(traits=traits)
    assert forked(chosen)
    assert chosen.curve_publickey
    assert run(client, "1 + 1") == "2"
    chosen.restart_kernel(now=True)
    client.wait_for_ready(30)
    assert run(client, "2 + 2") == "4"
    told = chosen.get_connection_info()
    stranger = type(client)()
    stranger.load_connection_info({k: v for k, v in told.items() if not k.startswith("curve")})
    stranger.start_channels()
    with pytest.raises(RuntimeError, match="didn't respond"):
        stranger.wait_for_ready(0.2)
    part(stranger)


def test_templates_without_kernels_can_be_released(
    fresh_templates: None, kernel: Callable[..., Any]
) -> None:
    chosen, client = kernel()
    template = psutil.Process(pid_of(chosen)).ppid()

    warm_kernels.release()
    assert run(client, "6 * 7") == "42"

    part(client)
    chosen.shutdown_kernel(now=True)
    warm_kernels.release()
    until(lambda: gone(template))
