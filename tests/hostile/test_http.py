"""Which doors of the server are open, and what stands behind them."""

import http.client
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.app_server import ROOT, AppServer
from tests.hostile.texts import BOMBS, INJECTIONS, LONG, MARKUP, RAW, UNICODE

CLIMBS = (
    "/app/static/../.streamlit/config.toml",
    "/app/static/%2e%2e/.streamlit/config.toml",
    "/app/static/..%2f.streamlit/config.toml",
    "/app/static/%252e%252e/streamlit_app.py",
    "/app/static/..\\streamlit_app.py",
    "/app/static//etc/passwd",
    "/app/static/panels/../../streamlit_app.py",
    "//etc/passwd",
    "/static/../../../../etc/passwd",
    "/media/../../etc/passwd",
    "/component/x/../../../../etc/passwd",
    "/_stcore/bidi-components/../../../etc/passwd",
    "/.streamlit/config.toml",
    "/streamlit_app.py",
    "/pages/playground.py",
)
SECRETS = (b"enableStaticServing", b"shell.enter", b"root:", b"import streamlit")


def asked(
    server: AppServer, method: str, target: str, body: bytes = b"", **headers: str
) -> tuple[int, bytes, http.client.HTTPMessage]:
    """Status, body and headers of an answer; the target is sent as it stands."""
    connection = http.client.HTTPConnection(server.address, timeout=30)
    try:
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body or None)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers
    finally:
        connection.close()


@pytest.mark.parametrize("target", CLIMBS)
def test_no_path_leads_to_another_file(server: AppServer, target: str) -> None:
    status, body, _ = asked(server, "GET", target)
    assert status < 500
    assert not any(secret in body for secret in SECRETS)


def test_only_pictures_and_scripts_are_served_as_files(server: AppServer) -> None:
    kinds = {path.suffix for path in (ROOT / "static").rglob("*") if path.is_file()}
    assert kinds <= {".js", ".svg", ".json"}
    status, body, headers = asked(server, "GET", "/app/static/panels/main.js")
    assert status == 200 and body == (ROOT / "static/panels/main.js").read_bytes()
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "query", [*RAW, *MARKUP, *UNICODE, *INJECTIONS, BOMBS[-1], LONG[0][:40_000]]
)
def test_the_page_is_served_whatever_the_query(server: AppServer, query: str) -> None:
    target = query if query in RAW else f"x={quote(query, safe='<>')}"
    plain = asked(server, "GET", "/")
    status, body, headers = asked(server, "GET", f"/?{target}".replace(" ", "+"))
    assert (status, body) == (200, plain[1])
    assert "Set-Cookie" not in headers or "a=b" not in headers["Set-Cookie"]


def test_an_address_that_is_too_long_is_refused_and_nothing_else(server: AppServer) -> None:
    status, _, _ = asked(server, "GET", f"/?x={'a' * 100_000}")
    assert 200 <= status < 500
    assert asked(server, "GET", "/")[0] == 200


@pytest.mark.parametrize("session", ["nobody", "..%2f..", "x" * 200])
def test_nothing_is_uploaded_without_a_session(server: AppServer, session: str) -> None:
    target = f"/_stcore/upload_file/{session}/file"
    form = b'--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\nx\r\n--b--\r\n'
    kind = "multipart/form-data; boundary=b"
    assert 400 <= asked(server, "PUT", target, form, Content_Type=kind)[0] < 500
    assert 400 <= asked(server, "DELETE", target)[0] < 500


def test_a_foreign_page_may_not_read_or_connect(server: AppServer) -> None:
    foreign = {"Origin": "https://evil.example"}
    for target in ("/", "/_stcore/health", "/_stcore/host-config", "/app/static/panels/main.js"):
        allowed = asked(server, "GET", target, **foreign)[2].get("Access-Control-Allow-Origin")
        assert allowed != "https://evil.example" and (allowed != "*" or "static" in target)
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    assert asked(server, "GET", "/_stcore/stream", **upgrade, **foreign)[0] == 403


def test_no_program_drives_the_app_over_http(server: AppServer) -> None:
    for target in ("interact", "mcp", "openapi.json"):
        status, _, _ = asked(server, "POST", f"/_stcore/agent/{target}", b"{}")
        assert 400 <= status < 500


def test_foreign_hosts_may_not_steer_the_page(server: AppServer) -> None:
    allowed = json.loads(asked(server, "GET", "/_stcore/host-config")[1])["allowedOrigins"]
    assert all(origin.startswith("https://") for origin in allowed if "localhost" not in origin)


def test_the_guards_are_on() -> None:
    settings = Path(ROOT / ".streamlit/config.toml").read_text(encoding="utf-8")
    assert not any(name in settings for name in ("enableCORS", "enableXsrf", "enableAgentApi"))
    assert "maxUploadSize = 20" in settings
