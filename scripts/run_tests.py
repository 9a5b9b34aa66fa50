"""Run every test in its own environment and close with one line of sums, as pytest would.

Suites that cannot share a process: the backend's (torch, numpy 2), the plugin's (QGIS, offscreen),
the integration of the real plugin with the real backend, and the plugin's widgets under Qt 6.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "build" / "tests"


@dataclass(frozen=True)
class Suite:
    """Test folders and files that run together in one environment.

    Attributes:
        options: of pytest, besides those of the folders' own pytest.ini.
        optional: skipped where the environment could not be filled; a failure otherwise.
    """

    name: str
    environment: str
    paths: tuple[str, ...]
    options: tuple[str, ...] = ()
    optional: bool = False

    @property
    def is_skipped(self) -> bool:
        """Whether it is optional and its environment is not there."""
        return self.optional and not (ROOT / self.environment / "filled-from").is_file()


SUITES = (
    Suite(
        "backend",
        ".venv-backend",
        (
            "tests/wire",
            "tests/backend",
            "tests/test_boundaries.py",
            "tests/test_package.py",
            "tests/test_plugin_site.py",
        ),
    ),
    Suite("plugin", ".venv-qgis", ("tests/plugin",)),
    Suite("integration", ".venv-qgis", ("tests/integration",)),
    Suite(
        "qt6",
        ".venv-qt6",
        (
            "tests/qt6",
            # Of the plugin's tests those that need Qt, but nothing that only QGIS has.
            "tests/plugin/test_install_dialog.py",
            "tests/plugin/test_runtime_process.py",
            "tests/plugin/test_runtime_session.py",
            "tests/plugin/test_ui_contrast.py",
            "tests/plugin/test_ui_conversation.py",
            "tests/plugin/test_ui_history.py",
            "tests/plugin/test_ui_parts.py",
            "tests/plugin/test_ui_widgets.py",
        ),
        options=("-c", "tests/qt6/pytest.ini", "--rootdir", "."),
        optional=True,
    ),
)


def run(suite: Suite) -> tuple[int, Counter[str]]:
    """Run one suite; its exit status and how many tests passed, failed, broke or were skipped."""
    report = REPORTS / f"{suite.name}.xml"
    report.unlink(missing_ok=True)
    for path in suite.paths:
        # pytest-qgis keeps QGIS's settings here; those of an earlier run must not count.
        shutil.rmtree(ROOT / path / ".qgis-settings", ignore_errors=True)
    if suite.is_skipped:
        return 0, Counter(skipped=1)
    python = ROOT / suite.environment / "bin" / "python"
    print(f"\n--- {suite.name} ({suite.environment})", flush=True)
    status = subprocess.run(
        [python, "-m", "pytest", "-q", f"--junitxml={report}", *suite.options, *suite.paths],
        cwd=ROOT,
        env=environment(),
        check=False,
    ).returncode
    return status, count(report)


def environment() -> dict[str, str]:
    """The tests' environment: QGIS without a display and without side files beside rasters.

    One thread: tiny models wait longer for their threads than they compute, above all beside
    other work.
    """
    settings = {"QT_QPA_PLATFORM": "offscreen", "GDAL_PAM_ENABLED": "NO", "OMP_NUM_THREADS": "1"}
    return {**os.environ, **settings}


def count(report: Path) -> Counter[str]:
    """The sums of one JUnit report; an absent one (a crash) counts as one error."""
    if not report.is_file():
        return Counter(error=1)
    counts: Counter[str] = Counter()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        tests, failed, error, skipped = (
            int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")
        )
        counts.update(
            failed=failed, error=error, skipped=skipped, passed=tests - failed - error - skipped
        )
    return counts


def closing_line(counts: Counter[str], seconds: float) -> str:
    """One line in pytest's form."""
    words = [
        f"{counts[name]} {name}"
        for name in ("failed", "passed", "skipped", "error")
        if counts[name]
    ]
    return f"=== {', '.join(words) or 'no tests ran'} in {seconds:.2f}s ==="


def main() -> int:
    """Run all suites, also after a failure; 0 when every one of them passed."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    results = [run(suite) for suite in SUITES]
    counts = sum((counts for _, counts in results), Counter())
    broken = [suite.name for suite, (status, _) in zip(SUITES, results, strict=True) if status != 0]
    if broken:
        print(f"not passed: {', '.join(broken)}", file=sys.stderr)
    for suite in SUITES:
        if suite.is_skipped:
            print(
                f"skipped: {suite.name}, as {suite.environment} could not be filled",
                file=sys.stderr,
            )
    print("\n" + closing_line(counts, time.monotonic() - start))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
