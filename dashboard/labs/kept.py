"""Values of experiments that outlive the server: small JSON files in a folder of their own."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import tempfile
import threading
from collections import OrderedDict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import streamlit as st

import models

CACHE = "ACTISCOPE_CACHE"
MOST, EVERY, SPARED = 20_000, 200, 0.9


class Kept:
    """Values by key, in memory and, where it can be written, on disk.

    What cannot be written is said in `trouble`, in one sentence, and stays in memory.

    Parameters
    ----------
    folder : Path or None
        Where the files are; None for memory alone.
    made_with : str
        What a value depends on beside its key: code, libraries, machine.
    most : int
        How many values are kept; the oldest give way.
    """

    def __init__(self, folder: Path | None, made_with: str, most: int = MOST) -> None:
        self._folder, self._made_with, self._most = folder, made_with, most
        self._lock = threading.Lock()
        self._memory: OrderedDict[str, Any] = OrderedDict()
        self._written = 0
        self.trouble = "" if folder else _sentence("your home folder", "it is not known")

    def get(self, key: str) -> Any | None:
        """The value of a key; None where there is none."""
        with self._lock:
            if key in self._memory:
                self._memory.move_to_end(key)
                return self._memory[key]
        value = self._read(key)
        if value is not None:
            self._remember(key, value)
        return value

    def put(self, key: str, value: Any) -> None:
        """Keep a value, which JSON can hold."""
        self._remember(key, value)
        if self._folder is None:
            return
        try:
            self._write(self._folder, key, value)
            self.trouble = ""
        except OSError as error:
            self.trouble = _sentence(str(self._folder), (error.strerror or str(error)).lower())

    def _remember(self, key: str, value: Any) -> None:
        with self._lock:
            self._memory[key] = value
            self._memory.move_to_end(key)
            while len(self._memory) > self._most:
                self._memory.popitem(last=False)

    def _read(self, key: str) -> Any | None:
        """What the file of a key holds; a file that is damaged or another's counts as none."""
        if self._folder is None:
            return None
        try:
            found = json.loads(self._file(self._folder, key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        whole = isinstance(found, dict) and found.get("made_with") == self._made_with
        return found.get("value") if whole and found.get("key") == key else None

    def _write(self, folder: Path, key: str, value: Any) -> None:
        """All of the file or nothing: it takes its name when it is whole."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = json.dumps({"key": key, "made_with": self._made_with, "value": value})
        handle, name = tempfile.mkstemp(suffix=".part", dir=folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(name, self._file(folder, key))
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        self._written += 1
        if self._written % EVERY == 1:
            self._clear(folder)

    def _file(self, folder: Path, key: str) -> Path:
        name = hashlib.sha256(f"{self._made_with}\n{key}".encode()).hexdigest()[:32]
        return folder / f"{name}.json"

    def _clear(self, folder: Path) -> None:
        """Let the oldest files go where there are too many."""
        files = [entry for entry in os.scandir(folder) if entry.is_file()]
        if len(files) <= self._most:
            return
        ages = sorted((entry.stat().st_mtime, entry.path) for entry in files)
        for _, path in ages[: len(files) - int(SPARED * self._most)]:
            Path(path).unlink(missing_ok=True)


def _sentence(place: str, why: str) -> str:
    return f"Results cannot be kept in {place} ({why}); a restart of the server forgets them."


def folder() -> Path | None:
    """Where values are kept: `ACTISCOPE_CACHE`, else ``~/.cache/actiscope``."""
    named = os.environ.get(CACHE)
    if named:
        return Path(named)
    try:
        return Path.home() / ".cache" / "actiscope"
    except RuntimeError:
        return None


@cache
def made_with() -> str:
    """What a trained net depends on beside its configuration, as one short text."""
    root = Path(models.__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.npz")]):
        digest.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    packages = " ".join(f"{name} {version(name)}" for name in ("torch", "numpy"))
    return f"{packages} {platform.machine()} {digest.hexdigest()[:16]}"


@st.cache_resource(show_spinner=False)
def kept() -> Kept:
    """The one `Kept` of this server."""
    return Kept(folder(), made_with())
