"""QGIS's proxy and certificate settings, as uv and pip understand them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, List, Optional, Tuple
from urllib.parse import quote

from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QProcessEnvironment, QUrl
from qgis.PyQt.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

from ..environment import clean_environment
from .places import Places

# These would lead the packages to another place than the environment they are meant for.
_ASTRAY = (
    "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_PYTHON", "PIP_REQUIRE_VIRTUALENV",
    "PIP_DRY_RUN", "UV_SYSTEM_PYTHON", "UV_PYTHON", "UV_PROJECT", "UV_PROJECT_ENVIRONMENT",
    "UV_WORKING_DIR", "UV_TARGET", "UV_PREFIX",
)  # fmt: skip
_CERTIFICATE_NAMES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT")
_SOMEWHERE = "https://example.org/"  # a proxy is asked for by address
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+(?=@)")


@dataclass(frozen=True)
class ToolEnvironment:
    """What uv and pip are started with.

    Attributes:
        secrets: words that no log may show.
    """

    variables: QProcessEnvironment
    secrets: Tuple[str, ...]

    def masked(self, line: str) -> str:
        """A line of output without passwords."""
        for secret in self.secrets:
            line = line.replace(secret, "***")
        return _CREDENTIALS.sub("***", line)


def tool_environment(places: Places) -> ToolEnvironment:
    """The environment of every command of an installation.

    Raises:
        OSError: the certificates cannot be written.
    """
    variables = clean_environment()
    for name in _ASTRAY:
        variables.remove(name)
    variables.insert("UV_CACHE_DIR", str(places.cache / "uv"))
    variables.insert("PIP_CACHE_DIR", str(places.cache / "pip"))
    variables.insert("UV_PYTHON_INSTALL_DIR", str(places.pythons))
    variables.insert("UV_PYTHON_INSTALL_BIN", "0")  # no link among the user's own programs
    variables.insert("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    variables.insert("PYTHONUTF8", "1")
    _add_certificates(variables, places.certificates)
    proxy = _proxy()
    if proxy is None:
        return ToolEnvironment(variables, ())
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        for form in (name, name.lower()):
            variables.insert(form, _address(proxy))
    hosts = ",".join([*filter(None, [variables.value("NO_PROXY")]), *_direct_hosts()])
    for name in ("NO_PROXY", "no_proxy"):
        variables.insert(name, hosts)
    password = proxy.password()
    return ToolEnvironment(variables, tuple({password, quote(password, safe="")} - {""}))


def _proxy() -> Optional[QNetworkProxy]:
    manager = QgsNetworkAccessManager.instance()
    proxy = manager.fallbackProxy()
    if manager.useSystemProxy():
        query = QNetworkProxyQuery(QUrl(_SOMEWHERE))
        proxy = QNetworkProxyFactory.systemProxyForQuery(query)[0]
    return proxy if proxy.hostName() else None


def _address(proxy: QNetworkProxy) -> str:
    kind = QNetworkProxy.ProxyType.Socks5Proxy
    scheme = "socks5h" if proxy.type() == kind else "http"
    user = quote(proxy.user(), safe="")
    if proxy.password():
        user += ":" + quote(proxy.password(), safe="")
    return f"{scheme}://{user + '@' if user else ''}{proxy.hostName()}:{proxy.port()}"


def _direct_hosts() -> Iterator[str]:
    """Hosts that QGIS reaches without its proxy."""
    manager = QgsNetworkAccessManager.instance()
    for address in (*manager.excludeList(), *manager.noProxyList()):
        host = QUrl(address).host() or address
        if host:
            yield host


def _add_certificates(variables: QProcessEnvironment, file: Path) -> None:
    """Have the tools trust whom QGIS trusts: the system's authorities and those added in QGIS."""
    texts: List[bytes] = [bytes(QgsApplication.authManager().trustedCaCertsPemText())]
    named = {variables.value(name) for name in _CERTIFICATE_NAMES} - {"", str(file)}
    texts += [Path(name).read_bytes() for name in sorted(named) if Path(name).is_file()]
    text = b"\n".join(filter(None, texts))
    if not text:
        return
    fresh = file.with_name(file.name + ".part")
    fresh.write_bytes(text)
    os.replace(fresh, file)
    for name in _CERTIFICATE_NAMES:
        variables.insert(name, str(file))
