import math
import os
from pathlib import Path

import pytest

from dashboard.labs import kept
from dashboard.labs.kept import Kept, made_with


def test_a_value_outlives_the_server(tmp_path):
    Kept(tmp_path / "new" / "folder", "now").put("relu 0.1", {"loss": [0.5, math.inf]})
    again = Kept(tmp_path / "new" / "folder", "now")
    assert again.get("relu 0.1") == {"loss": [0.5, math.inf]}
    assert again.get("relu 0.3") is None and again.trouble == ""


def test_other_code_does_not_read_it(tmp_path):
    Kept(tmp_path, "now").put("relu 0.1", 1)
    assert Kept(tmp_path, "later").get("relu 0.1") is None


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"key": "relu 0.1", "value": 2}'])
def test_a_damaged_file_counts_as_none(tmp_path, damage):
    Kept(tmp_path, "now").put("relu 0.1", 1)
    (file,) = tmp_path.iterdir()
    file.write_text(damage)
    fresh = Kept(tmp_path, "now")
    assert fresh.get("relu 0.1") is None
    fresh.put("relu 0.1", 3)
    assert Kept(tmp_path, "now").get("relu 0.1") == 3


def test_a_disk_that_cannot_be_written_is_said_once_and_memory_serves(tmp_path):
    (tmp_path / "file").write_text("in the way")
    found = Kept(tmp_path / "file", "now")
    found.put("relu 0.1", 1)
    assert found.get("relu 0.1") == 1
    assert str(tmp_path / "file") in found.trouble and found.trouble.count(".") <= 2
    (tmp_path / "file").unlink()
    found.put("relu 0.3", 2)
    assert found.trouble == ""


def test_a_full_disk_leaves_no_half_of_a_file(tmp_path, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    found = Kept(tmp_path, "now")
    monkeypatch.setattr(os, "replace", full)
    found.put("relu 0.1", 1)
    assert "no space left on device" in found.trouble
    assert list(tmp_path.iterdir()) == []


def test_the_oldest_give_way(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "EVERY", 2)
    found = Kept(tmp_path, "now", most=10)
    for number in range(25):
        found.put(str(number), number)
        os.utime(max(tmp_path.iterdir(), key=os.path.getmtime), (number, number))
    assert len(list(tmp_path.iterdir())) <= 11
    assert Kept(tmp_path, "now").get("24") == 24 and Kept(tmp_path, "now").get("0") is None


def test_the_folder_can_be_named(monkeypatch):
    monkeypatch.setenv(kept.CACHE, "/some/where")
    assert kept.folder() == Path("/some/where")
    monkeypatch.delenv(kept.CACHE)
    assert kept.folder() == Path.home() / ".cache" / "actiscope"


def test_without_a_home_memory_serves(monkeypatch):
    def nobody():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv(kept.CACHE, raising=False)
    monkeypatch.setattr(Path, "home", nobody)
    found = Kept(kept.folder(), "now")
    found.put("relu 0.1", 1)
    assert found.get("relu 0.1") == 1 and "home folder" in found.trouble


def test_the_key_holds_the_versions():
    assert "torch" in made_with() and made_with() == made_with()
