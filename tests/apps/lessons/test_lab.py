from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import psutil
import pytest

from apps.lessons import lab as lab_module
from apps.lessons.lab import Lab, State, configuration
from apps.server.lessons import NOTICES, Lessons, notice
from apps.settings import BadSetting, Settings
from question_bank.bank import Bank
from tests.lessons import MODULE, STEM, write_curriculum
from tests.server import Server, running_server, write_bank

EMPTY = Bank({}, {}, {}, {}, {})
LESSON = f"/lessons/{MODULE}/1"


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A small curriculum and a small bank."""
    folder = tmp_path_factory.mktemp("material")
    curriculum = write_curriculum(folder / "curriculum")
    return {"bank": write_bank(folder / "bank", 20), "PARCOURS_CURRICULUM": str(curriculum)}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, material: dict[str, Any]) -> Iterator[Server]:
    """A server of one user, whose own Jupyter is set up in a way that would break ours."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "own").mkdir()
    (folder / "own" / "jupyter_server_config.py").write_text("raise SystemExit('read')")
    (folder / "own" / "jupyter_lab_config.py").write_text("raise SystemExit('read')")
    own = {"JUPYTER_CONFIG_DIR": str(folder / "own"), "PARCOURS_TEST_SECRET": "xyzzy"}
    with running_server(folder / "data", lab=True, **material, **own) as started:
        yield started


def wait_for(claim: Callable[[], Any], seconds: float = 30) -> Any:
    end = time.monotonic() + seconds
    while True:
        found = claim()
        if found:
            return found
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.05)


def opened(server: Server, path: str = LESSON, **headers: str) -> httpx.Response:
    """The answer once it is more than «wait»."""

    def asked() -> httpx.Response | None:
        response = httpx.get(f"{server.url}{path}", headers=headers)
        return None if response.headers.get("Retry-After") else response

    found: httpx.Response = wait_for(asked)
    return found


def lab_of(server: Server) -> psutil.Process | None:
    assert server.process is not None
    for child in psutil.Process(server.process.pid).children():
        with suppress(psutil.Error):  # it is ending
            if "apps.lessons.lab" in child.cmdline():
                return child
    return None


def status(address: str, **headers: str) -> int:
    """What Lab answers at the address of its list of sessions."""
    host = urlsplit(address).netloc
    return httpx.get(f"http://{host}/api/sessions", headers=headers).status_code


@pytest.mark.slow
def test_a_lesson_opens_in_jupyterlab_at_its_section_and_with_a_token(server: Server) -> None:
    response = opened(server, f"{LESSON}?lang=fr&section=who-may-know")
    assert response.status_code == 302
    address = urlsplit(response.headers["Location"])
    assert address.hostname == "127.0.0.1"
    assert address.path == f"/doc/tree/{MODULE}/{STEM}.fr.ipynb"
    assert len(parse_qs(address.query)["token"][0]) > 40
    assert address.fragment == "cell=who-may-know"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert httpx.get(response.headers["Location"]).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        ("?lang=fr", "en", "fr"),
        ("?lang=en", "fr", "en"),
        ("", "fr-CA,fr;q=0.9", "fr"),
        ("", "de", "en"),
        ("?lang=xx", "fr", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_browser(
    server: Server, asked: str, accepted: str, expected: str
) -> None:
    response = opened(server, LESSON + asked, **{"Accept-Language": accepted})
    assert f"{STEM}.{expected}.ipynb" in response.headers["Location"]
    settings = server.data / "jupyter" / "user-settings" / lab_module.LOCALE_FILE
    assert json.loads(settings.read_text())["locale"] == {"fr": "fr_FR", "en": "default"}[expected]


@pytest.mark.slow
@pytest.mark.parametrize("section", ["%22%3E%3Cscript%3E", "A", "a%0d%0ab", "../x", "a b"])
def test_a_section_that_cannot_be_one_is_left_out(server: Server, section: str) -> None:
    response = opened(server, f"{LESSON}?section={section}")
    assert response.status_code == 302
    assert "#" not in response.headers["Location"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["/lessons/none/1", f"/lessons/{MODULE}/2", f"/lessons/{MODULE}/0", "/lessons/../1"]
)
def test_a_lesson_that_is_not_there_is_nothing(server: Server, path: str) -> None:
    response = opened(server, path)
    assert response.status_code == 404
    assert "There is nothing at this address" in response.text


@pytest.mark.slow
def test_jupyterlab_takes_nobody_without_the_token_or_under_another_name(server: Server) -> None:
    address = opened(server).headers["Location"]
    token = {"Authorization": f"token {parse_qs(urlsplit(address).query)['token'][0]}"}
    assert status(address, **token) == 200
    assert status(address) == 403
    assert status(address, Authorization="token wrong") == 403
    assert status(address, **token, Host="evil.example") == 403


@pytest.mark.slow
def test_the_token_is_on_no_command_line_and_in_no_kernel(server: Server) -> None:
    address = opened(server).headers["Location"]
    token = parse_qs(urlsplit(address).query)["token"][0]
    headers = {"Authorization": f"token {token}"}
    base = f"http://{urlsplit(address).netloc}"
    specs = httpx.get(f"{base}/api/kernelspecs", headers=headers).json()
    assert (specs["default"], list(specs["kernelspecs"])) == ("parcours", ["parcours"])
    kernel = httpx.post(f"{base}/api/kernels", headers=headers, json={}, timeout=30).json()
    assert server.process is not None
    family = psutil.Process(server.process.pid).children(recursive=True)
    assert all(token not in " ".join(one.cmdline()) for one in family)
    lab = lab_of(server)
    assert lab is not None
    below = lab.children(recursive=True)
    assert below
    for process in below:
        values = process.environ().values()
        assert token not in values
        assert "xyzzy" not in values
    httpx.delete(f"{base}/api/kernels/{kernel['id']}", headers=headers, timeout=30)
    assert httpx.get(f"{base}/api/terminals", headers=headers).status_code == 404


@pytest.mark.slow
def test_settings_of_the_user_are_neither_read_nor_changed(server: Server) -> None:
    assert opened(server).status_code == 302
    own = server.data.parent / "own"
    assert sorted(path.name for path in own.iterdir()) == [
        "jupyter_lab_config.py",
        "jupyter_server_config.py",
    ]


@pytest.mark.slow
def test_jupyterlab_comes_back_at_the_same_address_when_it_dies(server: Server) -> None:
    before = opened(server).headers["Location"]
    old = lab_of(server)
    assert old is not None
    old.kill()
    wait_for(lambda: (new := lab_of(server)) is not None and new.pid != old.pid)
    assert opened(server).headers["Location"] == before


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_jupyterlab_ends_with_the_server(
    tmp_path: Path, material: dict[str, Any], how: signal.Signals
) -> None:
    with running_server(tmp_path / "data", lab=True, **material) as started:
        assert opened(started).status_code == 302
        lab = lab_of(started)
        assert lab is not None
        family = [lab, *lab.children(recursive=True)]
        started._end(how)
        _, alive = psutil.wait_procs(family, 10)
        assert alive == []


@pytest.mark.slow
def test_the_exams_are_served_while_lessons_are_made_ready(
    tmp_path: Path, material: dict[str, Any]
) -> None:
    with running_server(tmp_path / "data", lab=True, **material) as started:
        early = httpx.get(f"{started.url}{LESSON}?lang=fr")
        assert early.status_code == 503
        assert early.headers["Retry-After"] == "1"
        assert '<meta http-equiv="refresh"' in early.text
        assert early.text.index("La leçon va s’ouvrir") < early.text.index("is about to open")
        assert httpx.get(f"{started.url}/api/me").status_code == 200
        assert opened(started).status_code == 302


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "what"), [(("--no-lab",), "off"), (("--links",), "elsewhere")]
)
def test_without_jupyterlab_a_page_says_where_lessons_are(
    tmp_path: Path, material: dict[str, Any], arguments: tuple[str, ...], what: str
) -> None:
    with running_server(tmp_path / "data", *arguments, lab=True, **material) as started:
        token = started.add_user("Amélie") if what == "elsewhere" else None
        with started.client(token) as client:
            response = wait_for(lambda: settled(client.get(LESSON)))
            assert response.status_code == 503
            for title, _ in NOTICES[what]:
                assert title in response.text
        assert lab_of(started) is None
        assert not (started.data / "jupyter").exists()
        if what == "elsewhere":
            stranger = httpx.get(f"{started.url}{LESSON}")
            assert stranger.headers["Location"].startswith("/login?next=")


@pytest.mark.slow
def test_where_there_is_a_reading_edition_lessons_open_there(
    tmp_path: Path, material: dict[str, Any]
) -> None:
    reading = {"PARCOURS_READING_URL": "https://read.example.org/book/"}
    with (
        running_server(tmp_path / "data", "--links", lab=True, **material, **reading) as started,
        started.client(started.add_user("Amélie")) as client,
    ):
        asked = f"{LESSON}?lang=fr&section=who-may-know"
        response = wait_for(lambda: settled(client.get(asked)))
    expected = f"https://read.example.org/book/fr/{MODULE}/{STEM}.html#who-may-know"
    assert response.headers["Location"] == expected


def test_lessons_that_cannot_be_read_are_said_to_be_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError("no such disk")

    monkeypatch.setattr("curriculum.load.load_catalog", fail)
    lessons = Lessons(EMPTY, tmp_path, solo=True, lab=None, reading_url=None)
    with pytest.raises(OSError, match="no such disk"):
        asyncio.run(lessons.open())
    assert lessons.broken


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")
def test_other_users_of_the_machine_get_no_token(server: Server) -> None:
    assert opened(server).status_code == 302
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        with socket.create_connection(("127.0.0.1", server.port)) as stream:
            stream.sendall(f"GET {LESSON} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
            os.write(writer, stream.recv(12))
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 12) == b"HTTP/1.1 403"


def settled(response: httpx.Response) -> httpx.Response | None:
    return None if response.headers.get("Retry-After") else response


def make_lab(tmp_path: Path) -> Lab:
    return Lab(tmp_path / "jupyter", tmp_path / "lessons", server="http://127.0.0.1:1/")


def test_without_jupyterlab_the_lab_says_that_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab_module.importlib.util, "find_spec", lambda _: None)
    lab = make_lab(tmp_path)
    asyncio.run(lab.run())
    assert lab.state is State.MISSING


def test_a_lab_that_cannot_start_gives_up_and_keeps_what_it_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho no such thing\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(lab_module.sys, "executable", str(broken))
    lab = make_lab(tmp_path)
    asyncio.run(lab.run())
    assert lab.state is State.FAILED
    assert lab.log.read_text() == "no such thing\n"
    assert lab.log.stat().st_mode & 0o777 == 0o600


def test_each_lab_has_its_own_token(tmp_path: Path) -> None:
    first, second = make_lab(tmp_path), make_lab(tmp_path)
    assert first.address("a b.ipynb") != second.address("a b.ipynb")
    assert first.address("a b.ipynb").partition("?")[0].endswith("/doc/tree/a%20b.ipynb")


def test_nothing_is_fetched_from_elsewhere_by_configuration(tmp_path: Path) -> None:
    told = configuration(tmp_path, tmp_path / "lessons", 8867)
    assert told["LabApp"]["news_url"] is None
    assert told["LabApp"]["extension_manager"] == "readonly"
    policy = told["ServerApp"]["tornado_settings"]["headers"]["Content-Security-Policy"]
    assert "connect-src 'self' ws://127.0.0.1:8867 data: blob:" in policy
    assert "https:" not in policy


def test_kernels_keep_to_sockets_where_their_path_is_short_enough() -> None:
    def transport(home: str) -> object:
        return configuration(Path(home), Path("/r"), 1)["KernelManager"]["transport"]

    assert transport("/home/ada/.local/share/parcours/jupyter") == "ipc"
    assert transport("/home/ada/" + "x" * 60) == "tcp"


@pytest.mark.parametrize("what", sorted(NOTICES))
def test_every_notice_is_complete_in_both_languages(what: str) -> None:
    for first, other in (("en", "fr"), ("fr", "en")):
        html = notice("/base/", what, first, "/tmp/<log>")  # type: ignore[arg-type]
        assert html.index(f'lang="{first}"') < html.index(f'<section lang="{other}"')
        assert "/tmp/&lt;log&gt;" in html
        assert 'href="/base/"' in html


@pytest.mark.parametrize(
    "environ",
    [
        {"PARCOURS_READING_URL": "read.example.org"},
        {"PARCOURS_LAB_PORT": "none"},
        {"PARCOURS_LAB_PORT": "70000"},
        {"PARCOURS_LAB_PORT": "1.5"},
    ],
)
def test_settings_that_cannot_be_right_are_refused(environ: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match=next(iter(environ))):
        Settings.from_environment(environ)


def test_settings_of_lessons_may_be_absent() -> None:
    settings = Settings.from_environment({})
    assert (settings.reading_url, settings.lab_port) == (None, None)
    full = {"PARCOURS_READING_URL": "https://x/", "PARCOURS_LAB_PORT": "8867"}
    assert Settings.from_environment(full) == replace(
        settings, reading_url="https://x/", lab_port=8867
    )
