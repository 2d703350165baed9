"""What stands in deploy/ agrees with the project and with itself, and the proxy does its work."""

import asyncio
import re
import shutil
import subprocess
import time
import tomllib
import urllib.request
from pathlib import Path

import psutil
import pytest
import yaml

from tests.app_server import ROOT, AppServer, free_port
from tests.load.client import Session
from tests.load.visitor import Visitor
from tests.processes import stop_group

DEPLOY = ROOT / "deploy"
PROXY = (DEPLOY / "nginx.conf").read_text()
NGINX = shutil.which("nginx")
MANY = 16  # that a fair coin shows one side so often happens once in 30,000 times


def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]


def instructions(name):
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    return re.findall(rf"^{name} +(.*)$", text, re.MULTILINE)


def test_the_image_holds_what_a_server_needs():
    copied = [line.split() for line in instructions("COPY") if "--from" not in line]
    sources = {source for *found, _ in copied for source in found}
    assert all((ROOT / source).exists() for source in sources)
    needed = {"streamlit_app.py", "requirements.txt", ".streamlit", "static"}
    assert sources == needed | {"dashboard", "models", "pages"}
    assert instructions("USER") == ["actiscope"]
    assert "/_stcore/health" in instructions("HEALTHCHECK")[0]
    assert "-r requirements.txt" in instructions("RUN")[0]


def test_the_services_fit_together():
    services = compose()
    apps = {name: one for name, one in services.items() if "command" not in one and name != "proxy"}
    port = instructions("EXPOSE")[0]
    assert re.findall(r"server (\w+):(\d+);", PROXY) == [(name, port) for name in apps]
    assert f"--server.port={port}" in instructions("CMD")[0] and len(apps) == 2
    for app in apps.values():
        assert app["environment"]["ACTISCOPE_SCHEDULER"] == "tcp://scheduler:8786"
    published, _, inside = services["proxy"]["ports"][0].partition(":")
    assert published and f"listen {inside};" in PROXY
    for name, one in services.items():
        assert ("ports" in one) == (name == "proxy")
    mounted = services["proxy"]["volumes"][0].split(":")[0]
    assert (DEPLOY / mounted).is_file()
    built = {(one["build"]["context"], one["build"]["dockerfile"]) for one in apps.values()}
    assert built == {("..", "deploy/Dockerfile")}


def test_only_the_cluster_reaches_the_scheduler():
    services = compose()
    whole = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    assert services["scheduler"]["networks"] == ["cluster"]
    assert "cluster" not in services["proxy"]["networks"]
    assert whole["networks"]["cluster"]["internal"] is True
    workers = [one for name, one in services.items() if name.startswith("worker")]
    assert len(workers) == 2
    for worker in workers:
        assert "tcp://scheduler:8786" in worker["command"]


def test_the_proxy_lets_pass_what_the_server_takes():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    passed = re.search(r"client_max_body_size (\d+)m", PROXY)
    assert passed and int(passed[1]) == config["server"]["maxUploadSize"] + 1


@pytest.fixture
def proxied(tmp_path):
    """The address of the proxy, and the servers behind it."""
    with (
        AppServer(tmp_path / "one.txt", ACTISCOPE_WORKERS="1") as one,
        AppServer(tmp_path / "two.txt", ACTISCOPE_WORKERS="1") as two,
    ):
        port = free_port()
        site = PROXY.replace("listen 80;", f"listen 127.0.0.1:{port};")
        for name, server in (("app1", one), ("app2", two)):
            site = site.replace(f"{name}:8501", f"127.0.0.1:{server.port}")
        process = _start_proxy(tmp_path, site)
        try:
            yield f"127.0.0.1:{port}", (one, two)
        finally:
            stop_group(process)


def _start_proxy(folder: Path, site: str) -> subprocess.Popen[bytes]:
    (folder / "site.conf").write_text(site)
    temporary = "".join(
        f"{what}_temp_path {folder}/{what};"
        for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; events {{}}\n"
        f"http {{ access_log off; {temporary} include {folder}/site.conf; }}\n"
    )
    assert NGINX is not None
    command = [NGINX, "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error.txt", "-p", str(folder)]
    process = subprocess.Popen(command, start_new_session=True)
    time.sleep(0.5)
    return process


def connections(server: AppServer) -> int:
    """WebSockets that a server has open."""
    found = psutil.Process(server.pid).net_connections("tcp")
    return sum(one.status == "ESTABLISHED" and one.laddr.port == server.port for one in found)


def cookie_of(address: str) -> str:
    with urllib.request.urlopen(f"http://{address}/") as answer:
        found = [text for text in answer.headers.get_all("Set-Cookie") if "actiscope=" in text]
    return found[0].split(";")[0]


async def _open(address: str, cookie: str) -> Session:
    session = Session(address, cookie=cookie)
    await session.open()
    return session


async def _leave(sessions: list[Session]) -> None:
    await asyncio.gather(*(session.close() for session in sessions))
    assert [error for session in sessions for error in session.errors] == []
    await asyncio.sleep(0.5)


@pytest.mark.soak
@pytest.mark.skipif(NGINX is None, reason="no nginx on this machine")
def test_visitors_share_the_servers_and_each_stays_with_one(proxied):
    address, servers = proxied

    async def visit() -> None:
        sessions = [await _open(address, cookie_of(address)) for _ in range(MANY)]
        assert all(connections(server) > 0 for server in servers)
        await _leave(sessions)
        cookie = cookie_of(address)
        again = [await _open(address, cookie) for _ in range(3)]
        assert sorted(connections(server) for server in servers) == [0, 3]
        await Visitor(again[0], seed=0).play()
        await _leave(again)

    asyncio.run(visit())
