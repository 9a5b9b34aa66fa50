"""What the tools of an installation write, and what a person is told to do about it."""

from __future__ import annotations

import pytest

from earthgptx_qgis.runtime.installation.advice import advice_for


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        (
            "ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy"
            " Authentication Required'))",
            "Check the proxy in QGIS",
        ),
        # 407 stands in the hash and in the size alone.
        (
            "error: incomplete-download\n"
            "× Download failed because not enough bytes were received (20 kB/407 kB)\n"
            "╰─> URL: https://host/transformers-1.0-py3-none-any.whl#sha256=6712ed27b4e00af407",
            "The network failed.",
        ),
        ("error: Failed to write: No space left on device (os error 28)", "Free space"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "altered on its way"),
        ("something never seen before", "What is downloaded stays: press Install"),
    ],
)
def test_what_went_wrong_decides_what_to_do(qgis_app, output, advice):
    assert advice in advice_for(output)
