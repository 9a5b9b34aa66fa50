"""Run the plugin's and the integration tests on newer QGIS releases, each in a Debian chroot.

The chroots are made once, in the user's cache folder; what is missing is said and skipped. `make
test` runs on QGIS 3.22, which Debian 12 ships.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.run_tests import REPORTS, ROOT, closing_line, count

CHROOTS = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "earthgptx-qgis"
PACKAGES = (
    "qgis",
    "python3-venv",
    "xvfb",
    "xauth",
    "procps",
    "openssh-client",
    "openssh-server",
    "fonts-open-sans",
    "ca-certificates",
)
SUITES = ("tests/plugin", "tests/integration")
TEST_PACKAGES = Path("/opt/test-packages")
DEBOOTSTRAP_SCRIPTS = Path("/usr/share/debootstrap/scripts")


@dataclass(frozen=True)
class Release:
    """A QGIS release and the Debian release that ships it."""

    qgis: str
    debian: str

    @property
    def folder(self) -> Path:
        """Where its chroot is."""
        return CHROOTS / "chroots" / self.debian


RELEASES = (Release("3.40", "trixie"), Release("3.44", "forky"))


class MatrixError(Exception):
    """A release cannot be tested here; the text says why and what would help."""


def call(*command: str | Path) -> None:
    """Run a command, its output shown.

    Raises:
        MatrixError: it failed.
    """
    words = [str(word) for word in command]
    if subprocess.run(words, check=False).returncode != 0:
        raise MatrixError(f"this failed, its output stands above: {shlex.join(words)}")


def check_prerequisites() -> None:
    """Raises MatrixError where no chroot can be made or entered."""
    if os.geteuid() != 0:
        raise MatrixError("chroots need root")
    for tool in ("debootstrap", "unshare", "chroot"):
        if shutil.which(tool) is None:
            raise MatrixError(f"no {tool}: apt-get install debootstrap util-linux coreutils")


def enter(
    release: Release, command: str, variables: Mapping[str, str], binds: Mapping[Path, Path]
) -> int:
    """Run a shell command in a chroot with /proc, /dev and folders of this system, read-only.

    The mounts belong to a mount namespace of their own and vanish with the command: no mount can be
    left behind that a later `rm -r` would follow into this system.
    """
    root = release.folder
    steps = [
        f"mount -t proc proc {shlex.quote(str(root / 'proc'))}",
        f"mount --rbind /dev {shlex.quote(str(root / 'dev'))}",
    ]
    for source, target in binds.items():
        inside = shlex.quote(f"{root}{target}")
        steps += [f"mkdir -p {inside}", f"mount --bind {shlex.quote(str(source))} {inside}"]
        steps += [f"mount -o remount,bind,ro {inside}"]
    settings = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": "/root",
        "LANG": "C.UTF-8",
        **{name: text for name, text in os.environ.items() if name.lower().endswith("_proxy")},
        **variables,
    }
    environment = [f"{name}={text}" for name, text in settings.items()]
    inner = shlex.join(["chroot", str(root), "env", "-i", *environment, "sh", "-c", command])
    script = " && ".join([*steps, f"exec {inner}"])
    return subprocess.run(["unshare", "--mount", "sh", "-c", script], check=False).returncode


def make_chroot(release: Release) -> None:
    """Make the chroot unless it is complete: Debian, QGIS, and the packages of the tests.

    Raises:
        MatrixError: a download or an installation failed.
    """
    stamp = release.folder / "filled-with"
    wanted = " ".join(PACKAGES) + (ROOT / "requirements" / "qgis-test.lock").read_text()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    print(f"QGIS {release.qgis}: making {release.folder} (415 MB to download, 2.4 GB on disk).")
    if not (release.folder / "usr" / "bin" / "apt-get").is_file():
        release.folder.mkdir(parents=True, exist_ok=True)
        # A release newer than this debootstrap has no script of its own there.
        known = (DEBOOTSTRAP_SCRIPTS / release.debian).exists()
        script = DEBOOTSTRAP_SCRIPTS / (release.debian if known else "sid")
        mirror = "http://deb.debian.org/debian"
        call("debootstrap", "--variant=minbase", release.debian, release.folder, mirror, script)
    shutil.copy("/etc/resolv.conf", release.folder / "etc")
    install = (
        "apt-get -q -o Acquire::Check-Valid-Until=false update"
        f" && apt-get -q install -y --no-install-recommends {' '.join(PACKAGES)}"
        " && apt-get clean"
    )
    if enter(release, install, {"DEBIAN_FRONTEND": "noninteractive"}, {}) != 0:
        raise MatrixError("apt-get could not install QGIS, its output stands above")
    install_test_packages(release)
    stamp.write_text(wanted)


def install_test_packages(release: Release) -> None:
    """Put pytest and its plugins into the chroot, with this system's pip: its settings apply."""
    target = Path(f"{release.folder}{TEST_PACKAGES}")
    shutil.rmtree(target, ignore_errors=True)
    version = (release.folder / "usr" / "bin" / "python3").readlink().name.removeprefix("python")
    pip = (ROOT / ".venv-qgis" / "bin" / "python", "-m", "pip", "install", "--quiet")
    wheels = ("--target", target, "--python-version", version, "--only-binary=:all:")
    lock = ROOT / "requirements" / "qgis-test.lock"
    call(*pip, *wheels, "--require-hashes", "--no-deps", "-r", lock)


def copy_sources(release: Release) -> None:
    """Copy the working tree to its own path in the chroot: the backend's venv looks there."""
    target = Path(f"{release.folder}{ROOT}")
    shutil.rmtree(target, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def backend_binds() -> dict[Path, Path]:
    """The backend's venv and its interpreter; nothing where that is the system's, which differs."""
    venv = ROOT / ".venv-backend"
    interpreter = (venv / "bin" / "python").resolve()
    if not interpreter.is_file() or interpreter.is_relative_to("/usr/bin"):
        return {}
    base = interpreter.parent.parent
    return {venv: venv, base: base}


def test(release: Release, paths: tuple[str, ...]) -> tuple[int, Counter[str]]:
    """Run test folders or files in the chroot; exit status and sums.

    Raises:
        MatrixError: the chroot cannot be made.
    """
    make_chroot(release)
    copy_sources(release)
    variables = {
        "QT_QPA_PLATFORM": "offscreen",
        "GDAL_PAM_ENABLED": "NO",
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(TEST_PACKAGES),
        "XDG_RUNTIME_DIR": "/tmp",
    }
    worst, sums = 0, Counter[str]()
    for suite in SUITES:
        chosen = [path for path in paths if path.startswith(suite)]
        if not chosen:
            continue
        name = f"qgis-{release.qgis}-{Path(suite).name}.xml"
        print(f"\n--- QGIS {release.qgis}: {' '.join(chosen)}", flush=True)
        command = (
            f"cd {shlex.quote(str(ROOT))} && exec nice python3 -m pytest -q"
            f" --junitxml=/tmp/{name} {shlex.join(chosen)}"
        )
        report = release.folder / "tmp" / name
        report.unlink(missing_ok=True)
        worst = max(worst, enter(release, command, variables, backend_binds()))
        if report.is_file():
            shutil.copy(report, REPORTS / name)
        sums += count(report)
    return worst, sums


def main() -> int:
    """Test on every release asked for; 0 when what could run passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--qgis", choices=[release.qgis for release in RELEASES])
    parser.add_argument("paths", nargs="*", default=list(SUITES), help="test folders or files")
    arguments = parser.parse_args()
    REPORTS.mkdir(parents=True, exist_ok=True)
    failed = False
    lines = []
    for release in RELEASES:
        if arguments.qgis not in (None, release.qgis):
            continue
        start = time.monotonic()
        try:
            check_prerequisites()
            status, sums = test(release, tuple(arguments.paths))
        except MatrixError as error:
            lines.append(f"QGIS {release.qgis}: not run: {error}")
            continue
        failed = failed or status != 0
        lines.append(f"QGIS {release.qgis}: {closing_line(sums, time.monotonic() - start)}")
    print("\n" + "\n".join(lines))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
