"""`--calibrate`: scales for the scores of found instances, written beside the weights."""

import shutil
import sys

import torch

from backend.data.synthetic.labelled_part import write_parts
from backend.earthgptx_engine import SHIPPED, read_card
from backend.evaluation.__main__ import main
from backend.model.config import EarthGPTXConfig


def test_calibrating_once_more_changes_nothing(tmp_path, monkeypatch):
    write_parts(tmp_path / "data", count=6, size=256, seed=5)
    weights = tmp_path / "weights"
    shutil.copytree(SHIPPED, weights)

    def calibrated():
        command = ["evaluate", "--data", tmp_path / "data", "--split", "train", "--calibrate"]
        command += ["--weights", weights, "--device", "cpu", "--threads", torch.get_num_threads()]
        monkeypatch.setattr(sys, "argv", [str(word) for word in command])
        main()
        config = EarthGPTXConfig.load(weights / "config.json")
        return config.score_scales, config.score_offsets, read_card(weights).minimum_score

    shipped = EarthGPTXConfig.load(weights / "config.json").score_scales
    first = calibrated()
    assert first[0]["optical"] not in (shipped["optical"], (1.0, 0.0))
    assert calibrated() == first
