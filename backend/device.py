"""Which device the model runs on, and why, known before PyTorch is imported.

Importing PyTorch takes seconds and the host wants to know now, so the drivers are asked instead;
`confirmed` checks the choice once PyTorch is there.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import os
import platform
import sys
from typing import NamedTuple

VARIABLE = "EARTHGPTX_DEVICE"


class Device(NamedTuple):
    """A device in PyTorch's words ("cpu", "cuda:0", "mps") and the reason it was chosen."""

    name: str
    reason: str


def choose_device(requested: str = "") -> Device:
    """The device to use: the requested one, else the fastest that seems to be there.

    Args:
        requested: overrides the environment variable EARTHGPTX_DEVICE, which overrides the choice.
    """
    if requested:
        return Device(requested, "as requested")
    if os.environ.get(VARIABLE):
        return Device(os.environ[VARIABLE], f"set by {VARIABLE}")
    if sys.platform == "darwin" and platform.machine() == "arm64":
        return Device("mps", "an Apple GPU, checked when the model is loaded")
    count = _cuda_device_count()
    if count == 0:
        return Device("cpu", "no NVIDIA GPU was found")
    if "+cpu" in importlib.metadata.version("torch"):
        return Device("cpu", "there is an NVIDIA GPU, but PyTorch was installed without CUDA")
    return Device("cuda:0", f"{count} NVIDIA GPU found, checked when the model is loaded")


def confirmed(device: Device) -> Device:
    """The same device, or the CPU where PyTorch cannot use it. Imports PyTorch."""
    import torch

    kind = device.name.partition(":")[0]
    if kind == "cuda" and not torch.cuda.is_available():
        return Device("cpu", f"PyTorch {torch.__version__} cannot use {device.name}")
    if kind == "mps" and not torch.backends.mps.is_available():
        return Device("cpu", f"PyTorch {torch.__version__} cannot use the Apple GPU")
    return device


def _cuda_device_count() -> int:
    """GPUs the NVIDIA driver offers to this process; 0 without a driver."""
    name = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
    try:
        driver = ctypes.CDLL(name)
    except OSError:
        return 0
    count = ctypes.c_int(0)
    if driver.cuInit(0) != 0 or driver.cuDeviceGetCount(ctypes.byref(count)) != 0:
        return 0
    return count.value
