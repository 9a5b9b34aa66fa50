"""What a backend computes on and why, in the user's language."""

from __future__ import annotations

import re

from qgis.PyQt.QtCore import QCoreApplication

from ..wire.messages import Ready


def device_text(ready: Ready) -> str:
    """Such as: cpu (no NVIDIA GPU was found). A reason that is not known stays as it was sent."""
    text = _tr("{device} ({reason})")
    return text.format(device=ready.device, reason=_reason_text(ready.device_reason))


def _reason_text(reason: str) -> str:
    found = re.fullmatch(r"(\d+) NVIDIA GPU found, checked when the model is loaded", reason)
    if found:
        text = _tr("{count} NVIDIA GPU found, checked when the model is loaded")
        return text.format(count=found[1])
    chosen = re.fullmatch(r"set by (\w+)", reason)
    if chosen:
        return _tr("set by {variable}").format(variable=chosen[1])
    known = {
        "as requested": _tr("as requested"),
        "an Apple GPU, checked when the model is loaded": _tr(
            "an Apple GPU, checked when the model is loaded"
        ),
        "no NVIDIA GPU was found": _tr("no NVIDIA GPU was found"),
        "there is an NVIDIA GPU, but PyTorch was installed without CUDA": _tr(
            "there is an NVIDIA GPU, but PyTorch was installed without CUDA"
        ),
    }
    return known.get(reason, reason)


def _tr(text: str) -> str:
    return QCoreApplication.translate("DeviceText", text)
