"""What a run writes down: means of its losses, and no line of a step that was lost."""

import sys

import pytest
import torch

from backend.train.schedule import Progress, Schedule
from backend.train.training_log import TrainingLog, read_log


def write_steps(log, first, last):
    for step in range(first, last + 1):
        losses = {"words": torch.tensor(float(step))}
        if step % 2:
            losses["mask"] = torch.tensor(8.0)
        log.add(losses, 4, Progress(step, step * 2.0), 0.5)


def test_a_line_holds_the_means_since_the_last_and_a_picture_is_drawn(tmp_path):
    log = TrainingLog(tmp_path, Progress(), every=4)
    write_steps(log, 1, 9)
    first, second = read_log(tmp_path)
    assert (first["step"], first["seconds"], first["rate"]) == (4, 8.0, 0.5)
    assert first["losses"] == {"words": 2.5, "mask": 8.0}
    assert second["losses"]["words"] == 6.5
    log.draw()
    assert (tmp_path / "curves.png").read_bytes()[:4] == b"\x89PNG"


def test_lines_of_lost_steps_are_forgotten(tmp_path):
    write_steps(TrainingLog(tmp_path, Progress(), every=2), 1, 6)
    again = TrainingLog(tmp_path, Progress(3), every=2)
    assert [line["step"] for line in read_log(tmp_path)] == [2]
    write_steps(again, 4, 4)
    assert [line["step"] for line in read_log(tmp_path)] == [2, 4]


def test_without_tensorboard_and_matplotlib_the_log_is_kept(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    log = TrainingLog(tmp_path, Progress(), every=1)
    write_steps(log, 1, 1)
    log.draw()
    assert [path.name for path in tmp_path.iterdir()] == ["log.jsonl"]


@pytest.mark.parametrize(
    ("progress", "rate"),
    [
        (Progress(steps=0), 1e-4 / 0.03 * 2e-3),
        (Progress(steps=50), 0.51 * 2e-3),
        (Progress(steps=100), 0.02 * 2e-3),
    ],
)
def test_the_rate_warms_up_and_falls_over_the_steps(progress, rate):
    assert Schedule(2e-3, 0.0, 100).rate_at(progress) == pytest.approx(rate, rel=1e-6)


def test_without_steps_the_rate_falls_over_the_time():
    schedule = Schedule(1.0, 60.0)
    assert schedule.rate_at(Progress(steps=900, seconds=30.0)) == pytest.approx(0.51)
    assert schedule.done(Progress(seconds=60.0)) == 1.0
