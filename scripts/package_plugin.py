"""Make the plugin's zip, or link this working tree into a QGIS profile.

metadata.txt stands at the repository's root, where the one version number is kept; QGIS wants it in
the plugin's folder. The zip also carries the backend's sources and locks, in _backend/ there.
"""

from __future__ import annotations

import argparse
import configparser
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from scripts.translations import compile_all

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = "earthgptx_qgis"
LEFT_OUT = ("__pycache__", "*.ts", "*.part", "*.pyc", "*.aux.xml", ".*", "*.sh")
# The same sources give the same zip: no clock, no order of the file system.
EARLIEST_TIME = (1980, 1, 1, 0, 0, 0)


def version() -> str:
    """The version number in metadata.txt."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]


def files_under(folder: Path) -> Iterator[Path]:
    """Every file that belongs into the zip, in a fixed order."""
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(ROOT)
        if path.is_file() and not any(
            Path(part).match(out) for part in relative.parts for out in LEFT_OUT
        ):
            yield path


def contents() -> Iterator[tuple[Path, str]]:
    """Each file of the zip and its name in there."""
    compile_all()
    for path in files_under(ROOT / PLUGIN):
        yield path, path.relative_to(ROOT).as_posix()
    for name in ("metadata.txt", "LICENSE"):
        yield ROOT / name, f"{PLUGIN}/{name}"
    backend_files = [
        *files_under(ROOT / "backend"),
        ROOT / "requirements" / "backend.lock",
        ROOT / "requirements" / "torch.txt",
    ]
    for path in backend_files:
        yield path, f"{PLUGIN}/_backend/{path.relative_to(ROOT).as_posix()}"


def make_zip(folder: Path = ROOT / "build") -> Path:
    """Write earthgptx_qgis-<version>.zip into a folder and return its path."""
    target = folder / f"{PLUGIN}-{version()}.zip"
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, name in contents():
            entry = zipfile.ZipInfo(name, EARLIEST_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    os.replace(unfinished, target)
    return target


def default_profile() -> Path:
    """The folder of QGIS's default user profile on this system."""
    if sys.platform == "win32":
        data = Path(os.environ["APPDATA"]) / "QGIS"
    elif sys.platform == "darwin":
        data = Path.home() / "Library" / "Application Support" / "QGIS"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "QGIS"
    return data / "QGIS3" / "profiles" / "default"


def link_into(profile: Path) -> Path:
    """Link the plugin's parts into a profile, so that an edited file counts at the next start.

    Raises:
        FileExistsError: a plugin is there that was not linked from a working tree.
    """
    target = profile / "python" / "plugins" / PLUGIN
    if target.is_dir() and not (target / "__init__.py").is_symlink():
        raise FileExistsError(f"{target} is an installed plugin; remove it in QGIS first.")
    compile_all()
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for part in (ROOT / PLUGIN).iterdir():
        if part.name != "__pycache__":
            (target / part.name).symlink_to(part)
    shutil.copy(ROOT / "metadata.txt", target)
    return target


def main() -> int:
    """Make the zip or the link and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("form", choices=("zip", "link"))
    parser.add_argument("--profile", type=Path, help="QGIS's user profile folder")
    arguments = parser.parse_args()
    if arguments.form == "zip":
        path = make_zip()
        print(f"{path} ({path.stat().st_size / 1e6:.1f} MB): in QGIS, Plugins > Install from ZIP.")
        return 0
    try:
        path = link_into(arguments.profile or default_profile())
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path}: restart QGIS and switch EarthGPT-X on under Plugins > Manage and Install.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
