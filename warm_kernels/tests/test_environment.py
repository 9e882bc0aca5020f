"""No secret of an owner reaches a template or a kernel; what the caller asks for does."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import psutil
import pytest
from owners import Owner
from using import forked, pid_of, run
from warm_kernels.environment import for_kernel, for_template

SECRETS = {
    "AWS_SECRET_ACCESS_KEY": "secret-1",
    "DATABASE_URL": "postgresql://user:secret-2@host/db",
    "HTTPS_PROXY": "http://user:secret-3@proxy",
    "JPY_API_TOKEN": "secret-4",
    "JPY_SECRET": "secret-5",
    "JUPYTERHUB_API_TOKEN": "secret-6",
    "JUPYTER_TOKEN": "secret-7",
    "LDAP_PASSWORD": "secret-8",
    "LD_SECRET": "secret-9",
    "PARCOURS_SECRET": "secret-10",
    "PGPASSWORD": "secret-11",
    "PYTHON_KEYRING_PASSWORD": "secret-12",
    "XSRF": "secret-13",
}

SHOW = "import json, os; print(json.dumps(dict(os.environ)))"


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def environments(kernel: Callable[..., tuple], *names: str, **asked: object) -> list[str]:
    """What a kernel, its process and its template have, in this order, as text."""
    manager, client = kernel(*names, **asked)
    assert forked(manager)
    process = psutil.Process(pid_of(manager))
    parent = process.parent()
    assert parent is not None
    found = [run(client, SHOW), json.dumps(process.environ()), json.dumps(parent.environ())]
    manager.shutdown_kernel(now=True)
    return found


@pytest.mark.parametrize("passed", ["nothing", "a copy", "a copy and more", "nothing of it"])
def test_no_secret_of_the_owner_reaches_kernel_or_template(
    passed: str, secrets: None, kernel: Callable[..., tuple]
) -> None:
    asked: dict[str, dict[str, str]] = {
        "nothing": {},
        "a copy": {"env": dict(os.environ)},
        "a copy and more": {"env": {**os.environ, "COURSE": "statistics"}},
        "nothing of it": {"env": {name: os.environ[name] for name in ("PATH", "HOME")}},
    }[passed]
    texts = environments(kernel, **asked)
    assert not [name for name in SECRETS for text in texts if name in text]
    assert not [text for text in texts if "secret-" in text]
    seen = json.loads(texts[0])
    assert seen["PATH"].endswith(os.environ["PATH"])
    assert seen.get("COURSE") == ("statistics" if passed == "a copy and more" else None)


def test_a_secret_that_the_owner_has_dropped_stays_one_after_a_restart(
    secrets: None, kernel: Callable[..., tuple], monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, client = kernel(env=dict(os.environ))
    monkeypatch.delenv("DATABASE_URL")
    manager.restart_kernel(now=True)
    client.wait_for_ready(30)
    assert "secret-" not in run(client, SHOW)


def test_what_the_caller_adds_or_changes_reaches_the_kernel_and_not_the_template(
    secrets: None, kernel: Callable[..., tuple]
) -> None:
    env = {**os.environ, "GRANTED": "added", "DATABASE_URL": "sqlite:///changed"}
    seen, process, template = environments(kernel, env=env)
    assert json.loads(seen)["GRANTED"] == "added"
    assert json.loads(seen)["DATABASE_URL"] == "sqlite:///changed"
    assert "added" not in process + template
    assert "changed" not in process + template


def test_what_a_kernelspec_sets_or_its_patterns_name_reaches_the_kernel(
    secrets: None, kernel: Callable[..., tuple], warm_spec: Callable[..., str]
) -> None:
    name = warm_spec(
        "patterns", env={"COURSE": "statistics"}, environment=["AWS_*", "DATABASE_URL"]
    )
    seen = json.loads(environments(kernel, name)[0])
    assert seen["COURSE"] == "statistics"
    assert {name for name in SECRETS if name in seen} == {"AWS_SECRET_ACCESS_KEY", "DATABASE_URL"}
    texts = environments(kernel, name)
    assert "secret-" not in texts[1] + texts[2]


def test_another_process_that_holds_secrets_leaves_none_in_the_template_it_starts(
    warm_spec: Callable[..., str],
) -> None:
    warm_spec()
    with Owner(LC_TEST="with secrets", **SECRETS) as owner:
        (pid,) = owner.value("start()")
        texts = [
            json.dumps(psutil.Process(pid).environ()),
            json.dumps(owner.template().environ()),
            owner.value(f"run(0, {SHOW!r})"),
        ]
        assert json.loads(texts[2])["LC_TEST"] == "with secrets"
        assert not [name for name in SECRETS for text in texts if name in text]


def test_the_owners_pid_is_that_of_the_owner_and_not_of_the_template(
    kernel: Callable[..., tuple],
) -> None:
    _, client = kernel()
    assert run(client, "import os; print(os.environ['JPY_PARENT_PID'])").strip() == str(os.getpid())


def test_a_kernels_changes_to_its_environment_are_its_own(kernel: Callable[..., tuple]) -> None:
    _, first = kernel()
    _, second = kernel()
    run(first, "import os; os.environ['MINE'] = '1'; os.environ.pop('PATH')")
    assert run(second, "import os; print('MINE' in os.environ, 'PATH' in os.environ)") == (
        "False True\n"
    )
    assert "MINE" not in os.environ


def test_a_variable_is_let_through_by_list_kernelspec_pattern_or_caller() -> None:
    given = {"PATH": "/bin", "COURSE": "a", "AWS_KEY": "k", "NEW": "n", "CHANGED": "2", "S": "s"}
    owner = frozenset(
        {("PATH", "/bin"), ("COURSE", "a"), ("AWS_KEY", "k"), ("CHANGED", "1"), ("S", "s")}
    )
    kernel = for_kernel(given, owner, {"COURSE": "a"}, ["AWS_*"])
    assert kernel == {name: value for name, value in given.items() if name != "S"}


def test_a_template_gets_what_libraries_read_on_import_and_one_thread() -> None:
    kernel = {
        "PATH": "/bin",
        "LANG": "fr",
        "JPY_SESSION_NAME": "x",
        "NEW": "n",
        "OMP_NUM_THREADS": "8",
    }
    template = for_template(kernel, {"NEW": "n"})
    assert template["PATH"] == "/bin"
    assert template["LANG"] == "fr"
    assert template["NEW"] == "n"
    assert template["OMP_NUM_THREADS"] == "1"
    assert "JPY_SESSION_NAME" not in template
