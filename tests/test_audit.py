"""The audit fails for what is known, and for nothing else."""

import subprocess

from tests import audit

GOOD = {"name": "numpy", "version": "2.4.6", "vulns": []}
BAD = {
    "name": "left",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
SKIPPED = {"name": "torch", "skip_reason": "not found"}


def test_each_known_vulnerability_is_a_line_and_a_failure() -> None:
    status, lines = audit.verdict({"dependencies": [GOOD, BAD, SKIPPED]})
    assert status == 1
    assert lines == [
        "left 1.0: PYSEC-1, mended in 1.1.",
        "left 1.0: PYSEC-2, mended in no version yet.",
    ]


def test_what_cannot_be_looked_up_is_said_and_no_failure() -> None:
    assert audit.verdict({"dependencies": [GOOD, SKIPPED]}) == (
        0,
        ["1 package audited: no known vulnerability.", "1 could not be looked up."],
    )
    status, lines = audit.verdict({"dependencies": [SKIPPED]})
    assert status == 0 and lines == ["None of 1 packages could be audited: no index answers."]


def test_without_a_network_one_line_says_so(monkeypatch, capsys) -> None:
    gone = subprocess.CompletedProcess([], 1, "", "ConnectionError")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: gone)
    assert audit.main() == 0
    assert capsys.readouterr().out.count("\n") == 1
