"""Run every check that reads the sources: ruff, pyright, and the plugin's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BACKEND = ROOT / ".venv-backend" / "bin" / "python"
QGIS = ROOT / ".venv-qgis" / "bin" / "python"

CHECKS = (
    (BACKEND, "-m", "ruff", "check", "."),
    (BACKEND, "-m", "ruff", "format", "--check", "."),
    (BACKEND, "-m", "pyright"),
    (QGIS, "scripts/check_plugin_source.py"),
)


def main() -> int:
    """Run all checks, also after a failure; 0 when every one of them passed."""
    statuses = [subprocess.run(check, cwd=ROOT, check=False).returncode for check in CHECKS]
    return 1 if any(statuses) else 0


if __name__ == "__main__":
    sys.exit(main())
