"""What `make audit` does: ask whether any installed package has a known vulnerability."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

SECONDS = 300
FOUND, UNKNOWN = 1, 0


def verdict(report: dict[str, Any]) -> tuple[int, list[str]]:
    """The exit status and what is said of a report of pip-audit in JSON.

    >>> verdict({"dependencies": [{"name": "a", "version": "1", "vulns": []}]})
    (0, ['1 package audited: no known vulnerability.'])
    """
    packages = report["dependencies"]
    audited = [package for package in packages if "vulns" in package]
    known = [
        f"{package['name']} {package['version']}: {found['id']}, "
        f"mended in {', '.join(found['fix_versions']) or 'no version yet'}."
        for package in audited
        for found in package["vulns"]
    ]
    if known:
        return FOUND, known
    if not audited:
        return UNKNOWN, [f"None of {len(packages)} packages could be audited: no index answers."]
    left = len(packages) - len(audited)
    skipped = [f"{left} could not be looked up."] if left else []
    plural = "package" if len(audited) == 1 else "packages"
    return 0, [f"{len(audited)} {plural} audited: no known vulnerability.", *skipped]


def asked() -> dict[str, Any] | None:
    """The report of the packages of this environment; None where nobody could be asked."""
    command = [sys.executable, "-m", "pip_audit", "--local", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            [*command, "--format", "json"], capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return None
    if "No module named" in done.stderr:
        raise SystemExit("pip-audit is not installed: run .ci/install dev")
    return json.loads(done.stdout) if done.stdout.startswith("{") else None


def main() -> int:
    """Print the verdict; 1 for a known vulnerability, 0 also where there is no network."""
    report = asked()
    if report is None:
        print("The packages were not audited: there is no network, or no index that answers.")
        return UNKNOWN
    status, lines = verdict(report)
    print(" ".join(lines) if status == 0 else "\n".join(lines))
    return status


if __name__ == "__main__":
    raise SystemExit(main())
