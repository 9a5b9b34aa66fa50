"""The device is known, with a reason, before PyTorch is imported."""

import subprocess
import sys

from backend.device import Device, choose_device, confirmed


def test_a_requested_device_is_taken_as_it_is(monkeypatch):
    monkeypatch.setenv("EARTHGPTX_DEVICE", "cuda:0")
    assert choose_device("cuda:1") == Device("cuda:1", "as requested")


def test_the_environment_overrides_the_choice(monkeypatch):
    monkeypatch.setenv("EARTHGPTX_DEVICE", "cpu")
    assert choose_device() == Device("cpu", "set by EARTHGPTX_DEVICE")


def test_a_choice_names_its_reason(monkeypatch):
    monkeypatch.delenv("EARTHGPTX_DEVICE", raising=False)
    name, reason = choose_device()
    assert name in {"cpu", "cuda:0", "mps"}
    assert reason


def test_a_device_pytorch_cannot_use_becomes_the_cpu():
    import torch

    device = confirmed(Device("cuda:0", "1 NVIDIA GPU found"))
    assert device.name == ("cuda:0" if torch.cuda.is_available() else "cpu")
    assert confirmed(Device("cpu", "as requested")) == Device("cpu", "as requested")


def test_choosing_does_not_import_pytorch():
    script = "import sys; from backend.device import choose_device; choose_device();"
    script += "sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
