"""QGIS's proxy and certificates reach uv and pip; a download that is cut goes on."""

from __future__ import annotations

import hashlib
import http.server
import io
import subprocess
import tarfile
import threading
import zipfile
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtNetwork import QSslCertificate

from earthgptx_qgis.errors import InstallFailed
from earthgptx_qgis.runtime.installation.fetch import DownloadRun
from earthgptx_qgis.runtime.installation.network import tool_environment
from earthgptx_qgis.runtime.installation.places import Places, make_folders
from earthgptx_qgis.runtime.installation.plan import Download, Unpack
from earthgptx_qgis.runtime.installation.runs import unpack

CONTENT = bytes(range(256)) * 4096  # 1 MiB
PROXY = {
    "proxyEnabled": True,
    "proxyType": "HttpProxy",
    "proxyHost": "proxy.company.example",
    "proxyPort": "8080",
    "proxyUser": "anna",
    "proxyPassword": "ge:heim/1",
    "noProxyUrls": ["http://intranet.example/"],
}


@pytest.fixture
def places(tmp_path, qgis_app):
    places = Places(tmp_path / "earthgptx")
    make_folders(places)
    return places


@pytest.fixture
def proxy(qgis_app):
    settings = QgsSettings()
    for name, value in PROXY.items():
        settings.setValue(f"proxy/{name}", value)
    QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()
    yield
    settings.remove("proxy")
    QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()


def test_the_proxy_of_qgis_is_that_of_the_tools(proxy, places):
    variables = tool_environment(places).variables
    address = "http://anna:ge%3Aheim%2F1@proxy.company.example:8080"
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "ALL_PROXY"):
        assert variables.value(name) == address
    assert "intranet.example" in variables.value("NO_PROXY").split(",")


def test_without_a_proxy_the_users_own_variables_stay(places, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://other.example:3128")
    assert tool_environment(places).variables.value("HTTPS_PROXY") == "http://other.example:3128"


def test_no_log_shows_the_password(proxy, places):
    environment = tool_environment(places)
    lines = (
        "error: http://anna:ge%3Aheim%2F1@proxy.company.example:8080 said 407",
        "password ge:heim/1 refused",
        "--index-url https://token@packages.company.example/simple",
    )
    masked = [environment.masked(line) for line in lines]
    assert masked == [
        "error: http://***@proxy.company.example:8080 said 407",
        "password *** refused",
        "--index-url https://***@packages.company.example/simple",
    ]


@pytest.fixture
def company(tmp_path):
    """A certificate authority of a company, in PEM."""
    certificate = tmp_path / "company.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=Company Root", "-keyout", tmp_path / "key.pem", "-out", certificate]
    subprocess.run(command, check=True, capture_output=True)
    return certificate.read_bytes()


def test_an_authority_added_in_qgis_is_trusted_by_the_tools(company, places):
    (certificate,) = QSslCertificate.fromData(company)
    manager = QgsApplication.authManager()
    assert manager.storeCertAuthority(certificate)
    manager.rebuildCaCertsCache()
    manager.rebuildTrustedCaCertsCache()
    variables = tool_environment(places).variables
    manager.removeCertAuthority(certificate)
    assert variables.value("SSL_CERT_FILE") == str(places.certificates)
    assert variables.value("REQUESTS_CA_BUNDLE") == str(places.certificates)
    assert variables.value("PIP_CERT") == str(places.certificates)
    trusted = QSslCertificate.fromData(places.certificates.read_bytes())
    assert certificate in trusted
    assert len(trusted) > 1  # the system's own as well


def test_a_bundle_named_by_the_user_stays_trusted(company, places, tmp_path, monkeypatch):
    bundle = tmp_path / "bundle.pem"
    bundle.write_bytes(company)
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    tool_environment(places)
    (certificate,) = QSslCertificate.fromData(company)
    assert certificate in QSslCertificate.fromData(places.certificates.read_bytes())


def test_packages_are_not_led_astray_by_the_users_pip_settings(places, monkeypatch):
    monkeypatch.setenv("PIP_TARGET", "/somewhere/else")
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.company.example/simple")
    variables = tool_environment(places).variables
    assert not variables.contains("PIP_TARGET")
    assert variables.value("PIP_INDEX_URL") == "https://packages.company.example/simple"


class Server(http.server.ThreadingHTTPServer):
    """Gives CONTENT behind a redirection; the first answer may be cut, ranges may be unknown."""

    def __init__(self, cut=0, ranges=True):
        super().__init__(("127.0.0.1", 0), Handler)
        self.cut, self.ranges, self.asked = cut, ranges, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/latest"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/latest":
            self.send_response(302)
            self.send_header("Location", "/file")
            self.end_headers()
            self.wfile.write(b"moved")
            return
        wanted = self.headers.get("Range", "") if self.server.ranges else ""
        self.server.asked.append(wanted)
        begin = int(wanted[len("bytes=") : -1]) if wanted else 0
        if begin >= len(CONTENT):
            self.send_error(416)
            return
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(CONTENT) - begin))
        self.end_headers()
        end = len(CONTENT)
        if self.server.cut:
            end, self.server.cut = self.server.cut, 0
        self.wfile.write(CONTENT[begin:end])

    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    servers = []

    def start(**behaviour):
        servers.append(Server(**behaviour))
        return servers[-1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def download(qtbot, url, file, content=CONTENT):
    run = DownloadRun(Download("", "uv", 1, url, hashlib.sha256(content).hexdigest(), file))
    with qtbot.waitSignal(run.ended, timeout=30_000) as ended:
        run.start()
    return ended.args[0]


def test_a_file_is_fetched_behind_a_redirection_and_only_once(qtbot, serve, places):
    server, file = serve(), places.tools / "uv.tar.gz"
    assert download(qtbot, server.url, file) is None
    assert file.read_bytes() == CONTENT
    assert download(qtbot, server.url, file) is None
    assert server.asked == [""]


@pytest.mark.parametrize(("ranges", "asked"), [(True, "bytes=300000-"), (False, "")])
def test_a_download_cut_in_the_middle_goes_on(qtbot, serve, places, ranges, asked):
    server, file = serve(cut=300_000, ranges=ranges), places.tools / "uv.tar.gz"
    error = download(qtbot, server.url, file)
    assert "could not be downloaded" in str(error)
    assert "go on from here" in error.hint
    assert not file.exists()
    assert download(qtbot, server.url, file) is None
    assert file.read_bytes() == CONTENT
    assert server.asked == ["", asked]


def test_a_part_that_was_whole_already_is_taken(qtbot, serve, places):
    file = places.tools / "uv.tar.gz"
    file.with_name("uv.tar.gz.part").write_bytes(CONTENT)
    assert download(qtbot, serve().url, file) is None
    assert file.read_bytes() == CONTENT


def test_another_file_than_expected_is_refused_and_not_kept(qtbot, serve, places):
    error = download(qtbot, serve().url, places.tools / "uv.tar.gz", content=b"other")
    assert "is not the expected file" in str(error)
    assert [path.name for path in places.tools.iterdir()] == ["earthgptx-folder"]


def test_a_server_that_is_not_there_is_named(qtbot, places):
    error = download(qtbot, "http://127.0.0.1:1/uv.tar.gz", places.tools / "uv.tar.gz")
    assert "http://127.0.0.1:1/uv.tar.gz could not be downloaded" in str(error)
    assert "install from a folder" in error.hint


def write_archive(path: Path, name: str) -> Path:
    if path.suffix == ".gz":
        with tarfile.open(path, "w:gz") as archive:
            entry = tarfile.TarInfo(name)
            entry.size = 9
            archive.addfile(entry, io.BytesIO(b"#!program"))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, "#!program")
    return path


@pytest.mark.parametrize(
    ("archive", "name"),
    [
        ("uv-x86_64-unknown-linux-gnu.tar.gz", "uv-x86_64-unknown-linux-gnu/uv"),
        ("uv-x86_64-pc-windows-msvc.zip", "uv"),
        ("uv-0.12.16-py3-none-any.whl", "uv-0.12.16.data/scripts/uv"),
        ("evil.zip", "../../uv"),
    ],
)
def test_uv_is_taken_out_of_its_archive_and_put_where_it_belongs(tmp_path, archive, name):
    program = tmp_path / "tools" / "uv"
    program.parent.mkdir()
    unpack(Unpack("", "", 1, write_archive(tmp_path / archive, name), program))
    assert program.read_bytes() == b"#!program"
    assert program.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([archive, "tools"])


def test_an_archive_without_the_program_says_so(tmp_path):
    archive = write_archive(tmp_path / "uv.zip", "README")
    with pytest.raises(InstallFailed, match=r"uv.zip could not be unpacked"):
        unpack(Unpack("", "", 1, archive, tmp_path / "uv"))
