"""What `make zip` and `make link` give to QGIS."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from scripts.package_plugin import ROOT, link_into, make_zip, version

LARGEST_ZIP_BYTES = 25_000_000  # what the plugin site takes


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = make_zip(tmp_path_factory.mktemp("zip"))
    with zipfile.ZipFile(path) as opened:
        yield opened


def test_the_zip_has_one_folder_with_metadata_and_licence(archive):
    assert {name.split("/")[0] for name in archive.namelist()} == {"earthgptx_qgis"}
    metadata = archive.read("earthgptx_qgis/metadata.txt").decode()
    assert f"version={version()}\n" in metadata
    assert b"GNU GENERAL PUBLIC LICENSE" in archive.read("earthgptx_qgis/LICENSE")


def test_the_icon_that_the_metadata_name_is_in_the_zip(archive):
    metadata = archive.read("earthgptx_qgis/metadata.txt").decode()
    (icon,) = (line[5:] for line in metadata.splitlines() if line.startswith("icon="))
    assert f"earthgptx_qgis/{icon}" in archive.namelist()


def test_the_zip_has_no_caches_scripts_or_binaries_and_is_small_enough(archive):
    endings = {name.rsplit(".", 1)[-1] for name in archive.namelist() if "." in name}
    assert endings <= {
        "py",
        "txt",
        "svg",
        "qml",
        "qm",
        "lock",
        "json",
        "html",
        "png",
        "yaml",
        "safetensors",
        "md",
    }
    assert sum(entry.compress_size for entry in archive.infolist()) < LARGEST_ZIP_BYTES


def test_the_same_sources_give_the_same_zip(archive, tmp_path):
    with zipfile.ZipFile(make_zip(tmp_path)) as again:
        assert [(entry.filename, entry.CRC, entry.date_time) for entry in again.infolist()] == [
            (entry.filename, entry.CRC, entry.date_time) for entry in archive.infolist()
        ]


def test_the_backend_starts_from_the_sources_in_the_zip(archive, tmp_path):
    archive.extractall(tmp_path)
    backend = tmp_path / "earthgptx_qgis" / "_backend"
    code = (
        f"import sys; sys.path[:0] = [{str(backend)!r}, {str(tmp_path)!r}];"
        "import backend.server, earthgptx_qgis.wire as wire;"
        "print(backend.server.__file__, wire.__file__)"
    )
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout.decode().split() == [
        str(backend / "backend" / "server.py"),
        str(tmp_path / "earthgptx_qgis" / "wire" / "__init__.py"),
    ]


def test_a_link_leads_to_the_working_tree_and_carries_the_metadata(tmp_path):
    for _ in range(2):  # linking again is no harm
        linked = link_into(tmp_path)
    assert linked == tmp_path / "python" / "plugins" / "earthgptx_qgis"
    assert (linked / "ui").resolve() == ROOT / "earthgptx_qgis" / "ui"
    assert (linked / "metadata.txt").read_text() == (ROOT / "metadata.txt").read_text()


def test_an_installed_plugin_is_not_replaced_by_a_link(tmp_path):
    installed = tmp_path / "python" / "plugins" / "earthgptx_qgis"
    installed.mkdir(parents=True)
    (installed / "__init__.py").write_text("# from a zip\n")
    with pytest.raises(FileExistsError, match="remove it in QGIS first"):
        link_into(tmp_path)
    assert (installed / "__init__.py").read_text() == "# from a zip\n"
