"""Run by the interpreter of an environment: `python -I inside_environment.py VERB ...`.

check-interpreter          whether this Python can carry the backend
take-packages ENVIRONMENT  let a new environment of this Python see this one's packages
put-sources FOLDER BACKEND VERSION
                           copy the plugin's wire and the backend beside this environment's packages
check-packages             import what the backend needs and say what was found

Standard library only, and syntax that any Python from 3.6 reads: one that is too old must say so.
"""

import importlib
import os
import shutil
import site
import sys
import sysconfig

OLDEST = (3, 11)
PACKAGES = (
    "torch",
    "transformers",
    "numpy",
    "scipy",
    "PIL",
    "safetensors",
    "tokenizers",
    "rasterio",
    "shapely",
    "pyogrio",
    "geopandas",
)
CACHES = ("__pycache__", "*.pyc")


class Unsuitable(Exception):
    """This Python or its packages cannot carry the backend; the text says why."""


def say(text: str) -> None:
    """A line for the log of the installation."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def check_interpreter() -> None:
    """See whether this Python can carry the backend.

    Raises:
        Unsuitable: it is too old, has 32 bits, or cannot make environments.
    """
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        raise Unsuitable(
            f"{sys.executable} is Python {found}; the backend needs"
            f" {'.'.join(map(str, OLDEST))} or newer."
        )
    if sys.maxsize < 2**32:
        raise Unsuitable(f"{sys.executable} is a 32-bit Python; PyTorch needs 64 bits.")
    for name in ("venv", "ensurepip"):
        try:
            importlib.import_module(name)
        except ImportError:
            raise Unsuitable(
                f"{sys.executable} lacks the module {name}; on Debian and Ubuntu install"
                " python3-venv."
            ) from None
    say(f"Python {found}, {sys.executable}")


def take_packages(environment: str) -> None:
    """Let a new environment of this Python see this one's packages.

    Args:
        environment: its folder.
    """
    variables = {"base": environment, "platbase": environment}
    target = sysconfig.get_path("purelib", "venv", variables)
    folders = [folder for folder in site.getsitepackages() if os.path.isdir(folder)]
    write_whole(os.path.join(target, "packages-of-another-environment.pth"), "\n".join(folders))
    say("packages of " + ", ".join(folders))


def put_sources(package: str, backend: str, version: str) -> None:
    """Copy the wire and the backend beside this environment's packages, known by their version.

    Args:
        package, backend: the folders `earthgptx_qgis` and `backend` to copy from.
    """
    target = sysconfig.get_path("purelib")
    put_tree(backend, os.path.join(target, "backend"))
    unfinished = os.path.join(target, "earthgptx_qgis.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    os.mkdir(unfinished)
    shutil.copy(os.path.join(package, "__init__.py"), unfinished)
    copy_tree(os.path.join(package, "wire"), os.path.join(unfinished, "wire"))
    put_in_place(unfinished, os.path.join(target, "earthgptx_qgis"))
    information = os.path.join(target, f"earthgptx_qgis-{version}.dist-info")
    os.makedirs(information, exist_ok=True)
    lines = ("Metadata-Version: 2.1", "Name: earthgptx-qgis", "Version: " + version, "")
    write_whole(os.path.join(information, "METADATA"), "\n".join(lines))
    write_whole(os.path.join(information, "INSTALLER"), "earthgptx-qgis\n")
    say(f"backend {version} in {target}")


def check_packages() -> None:
    """Import what the backend needs, and say which versions there are.

    Raises:
        Unsuitable: one is missing or damaged.
    """
    for name in PACKAGES:
        try:
            module = importlib.import_module(name)
        except Exception as error:  # a damaged library raises anything at its import
            raise Unsuitable(
                f"The package {name} cannot be used: {type(error).__name__}: {error}"
            ) from error
        say(f"{name} {getattr(module, '__version__', '')}")


def put_tree(source: str, target: str) -> None:
    """A folder in place of another, which stays until the copy is whole."""
    unfinished = target + ".part"
    shutil.rmtree(unfinished, ignore_errors=True)
    copy_tree(source, unfinished)
    put_in_place(unfinished, target)


def copy_tree(source: str, target: str) -> None:
    """A folder to where none is, without what Python compiled."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*CACHES))


def put_in_place(unfinished: str, target: str) -> None:
    """A finished folder under its name, in place of an earlier one."""
    shutil.rmtree(target, ignore_errors=True)
    os.rename(unfinished, target)


def write_whole(path: str, text: str) -> None:
    """A file of UTF-8 that is there whole or not at all."""
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".part", path)


VERBS = {
    "check-interpreter": check_interpreter,
    "take-packages": take_packages,
    "put-sources": put_sources,
    "check-packages": check_packages,
}


def main() -> int:
    """Do what the verb says; 1, and why on stderr, where that failed."""
    try:
        VERBS[sys.argv[1]](*sys.argv[2:])
    except (Unsuitable, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
