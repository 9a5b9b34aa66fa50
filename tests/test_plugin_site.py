"""The checks of the QGIS plugin site, on the unpacked zip: what it takes, it must take unchanged.

The site runs bandit, detect-secrets and flake8 and looks at the metadata and the kinds of files; a
finding of an enabled rule blocks the version until a new upload.
"""

from __future__ import annotations

import configparser
import json
import subprocess
import sys
import zipfile

import pytest

from scripts.package_plugin import make_zip

REQUIRED = (
    "name",
    "description",
    "version",
    "qgisMinimumVersion",
    "author",
    "email",
    "about",
    "tracker",
    "repository",
)
SUSPICIOUS = (
    ".sh",
    ".bat",
    ".exe",
    ".dll",
    ".so",
    ".ps1",
    ".cmd",
    ".dylib",
    ".pyc",
    ".zip",
    ".whl",
)
HASHES = "Hex High Entropy String"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(make_zip(tmp_path_factory.mktemp("zip"))) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def metadata(unpacked):
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(unpacked / "earthgptx_qgis" / "metadata.txt", encoding="utf-8")
    assert parser.sections() == ["general"]
    return parser["general"]


def tool(unpacked, *arguments):
    """Run a checker over the unpacked zip; what it wrote."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=unpacked, capture_output=True, text=True
    )
    assert "Traceback" not in done.stderr and "No module named" not in done.stderr, done.stderr
    return done.stdout


def bandit(folder):
    """`rule file:line` for each finding; B404, importing subprocess, is off on the site."""
    report = json.loads(tool(folder, "bandit", "-q", "-r", ".", "-f", "json", "-s", "B404"))
    assert not report["errors"]
    return [
        f"{finding['test_id']} {finding['filename']}:{finding['line_number']}"
        for finding in report["results"]
    ]


def test_bandit_finds_nothing(unpacked):
    assert bandit(unpacked) == []


def test_bandit_would_find_a_shell_command_and_an_unpinned_download(tmp_path):
    (tmp_path / "bad.py").write_text(
        "import subprocess\nfrom transformers import AutoModel\n"
        "subprocess.run('ls', shell=True)\nAutoModel.from_pretrained('someone/model')\n"
    )
    assert bandit(tmp_path) == ["B607 ./bad.py:3", "B602 ./bad.py:3", "B615 ./bad.py:4"]


def test_the_only_secrets_detected_are_the_hashes_of_the_weights_and_of_uv(unpacked):
    """They are of a rule that an uploader may pass over; keys of providers are not."""
    found = json.loads(tool(unpacked, "detect_secrets", "scan", "--all-files", "."))["results"]
    assert {
        (name, finding["type"]) for name, findings in found.items() for finding in findings
    } == {
        ("earthgptx_qgis/_backend/backend/weights/earthgptx-nano/model_card.json", HASHES),
        ("earthgptx_qgis/runtime/installation/plan.py", HASHES),
    }


def test_flake8_finds_nothing_beyond_what_the_formatter_decides(unpacked):
    """E203 (a space before a colon) and long lines that are one link are ruff's to judge."""
    assert tool(unpacked, "flake8", "--extend-ignore=E203,E501", ".") == ""


@pytest.mark.parametrize("key", REQUIRED)
def test_the_metadata_that_the_site_requires_are_there(metadata, key):
    assert metadata[key].strip()


def test_the_metadata_say_which_qgis_and_what_for(metadata):
    assert metadata["qgisMinimumVersion"] == "3.22"
    assert metadata["qgisMaximumVersion"] == "4.99"
    assert metadata["hasProcessingProvider"] == "yes"
    assert metadata["server"] == "False"
    assert metadata["category"] == "Raster"
    assert "supportsQt6" not in metadata
    assert "/" not in metadata["author"]
    assert metadata["repository"].startswith("https://")


def test_no_file_is_of_a_kind_the_site_calls_suspicious(unpacked):
    names = [path.name.lower() for path in unpacked.rglob("*") if path.is_file()]
    assert len(names) > 100
    assert [name for name in names if name.endswith(SUSPICIOUS) or name.startswith(".")] == []


def test_no_file_begins_like_a_program(unpacked):
    beginnings = {b"\x7fELF", b"MZ\x90\x00", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"}
    for path in unpacked.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                assert file.read(4) not in beginnings, path


def test_every_file_name_can_be_unpacked_on_windows(unpacked):
    for path in unpacked.rglob("*"):
        name = path.relative_to(unpacked).as_posix()
        assert not set(name) & set('\\:*?"<>|'), name
        assert len(name) < 150, name
