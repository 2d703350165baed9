"""The component that draws live pictures in the browser.

Its code is not sent with the frames: three lines load it once from ``static/panels``, which
Streamlit serves because ``server.enableStaticServing`` is on. The address carries a hash of all
its files, so that a browser fetches a new version as a whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).resolve().parents[2] / "static" / "panels"

BOOTSTRAP = """\
const address = new URL("app/static/panels/load.js?v={version}", document.baseURI);
const code = import(address).then((loader) => loader.load("main.js"));
export default async (component) => (await code).default(component);
"""


def code_version(folder: Path = FOLDER) -> str:
    """The first 12 hexadecimal digits of a SHA-256 over names and contents of the modules."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.js")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


_mount = st.components.v2.component(
    "actiscope.panels", js=BOOTSTRAP.replace("{version}", code_version())
)


def draw(payload: bytes, key: str, **on_change: Callable[[], None]) -> None:
    """Draw a packed view; the same `key` redraws the picture that is there.

    Parameters
    ----------
    payload
        What `dashboard.panels.payload.pack` made of a view.
    key
        Identity of the picture on the page.
    **on_change
        ``on_select_change``: called when the picture reports a ``select``, whose value then stands
        in the session's state under `key`.
    """
    _mount(data=payload, key=key, **on_change)
