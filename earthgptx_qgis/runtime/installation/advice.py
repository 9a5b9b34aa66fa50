"""What to do about the commonest ways in which an installation fails."""

from __future__ import annotations

import re
from typing import Tuple

from qgis.PyQt.QtCore import QCoreApplication


def advice_for(output: str) -> str:
    """What to do next, from what a failed command has written."""
    for pattern, advice in _known():
        if re.search(pattern, output, re.IGNORECASE):
            return advice
    return _tr("What is downloaded stays: press Install to go on from here.")


def _known() -> Tuple[Tuple[str, str], ...]:
    return (
        (
            r"no space left|disk full|not enough space|os error 28|errno 28",
            _tr("Free space on that disk and press Install to go on from here."),
        ),
        (
            r"certificate|CERTIFICATE_VERIFY_FAILED|UnknownIssuer",
            _tr(
                "The network replaces certificates. Add your company's authority in QGIS under"
                " Settings > Options > Authentication > Manage Certificates."
            ),
        ),
        (
            r"proxy",
            _tr("Check the proxy in QGIS under Settings > Options > Network."),
        ),
        (
            r"hash mismatch|do not match the hashes",
            _tr(
                "A file was cut or altered on its way: press Install to go on from here. If that"
                " repeats, use another network, or install from a folder."
            ),
        ),
        (
            r"dns error|failed to lookup|name resolution|connection refused|network is unreachable"
            r"|error sending request|timed? ?out|connection (reset|closed|aborted)"
            r"|error decoding response|broken pipe|incomplete",
            _tr(
                "The network failed. What is downloaded stays: press Install to go on from here,"
                " or install from a folder."
            ),
        ),
        (
            # pip finds a conflict where a constraint of the machine names what is missing.
            r"no matching distribution|no solution found|has no wheels|not found in the (package"
            r" registry|provided)|ResolutionImpossible",
            _tr(
                "A package is missing there for this Python. Use Python 3.11, or complete the"
                " folder or the index."
            ),
        ),
        (
            r"cannot be used|No module named",
            _tr("Repair that package, or install with the first choice."),
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Installation", text)
