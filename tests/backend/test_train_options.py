"""What a run is told: options as a file, parts and their shares, folds of a small part."""

import json
import sys

import pytest

from backend.data.labelled_folder import read_part
from backend.errors import TrainingOptionsError
from backend.train.__main__ import parse_arguments
from backend.train.folds import write_folds
from backend.train.mixture import shares_of, takes_part
from backend.train.options import MixtureOptions, TrainingOptions
from tests.backend.labelled_folder import write_labelled_folder

PARTS = ["optical/vhr10", "optical/ucm", "sar/s1flood", "infrared/synthetic"]


def test_options_come_back_from_their_file(tmp_path):
    options = TrainingOptions(
        data=(tmp_path,),
        run=tmp_path / "run",
        start=tmp_path / "weights",
        without=("semantic-expert",),
        mixture=MixtureOptions(weights={"optical/ucm": 2.0}, parts=("optical/ucm",)),
        steps=7,
    )
    options.save(tmp_path / "options.json")
    assert TrainingOptions.load(tmp_path / "options.json") == options


def test_the_command_line_goes_before_the_file_and_that_before_the_run(tmp_path, monkeypatch):
    run = tmp_path / "run"
    run.mkdir()
    TrainingOptions(data=(tmp_path,), run=run, batch=3, seed=5).save(run / "options.json")
    monkeypatch.setattr(sys, "argv", ["train", "--run", str(run), "--batch", "4", "--permissive"])
    options, dry_run = parse_arguments()
    assert (options.batch, options.seed, options.mixture.permissive) == (4, 5, True)
    assert options.data == (tmp_path,)
    assert not dry_run
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"seed": 6, "mixture": {"synthetic": False}}))
    monkeypatch.setattr(sys, "argv", ["train", "--config", str(config), "--data", str(tmp_path)])
    options, _ = parse_arguments()
    assert (options.batch, options.seed, options.mixture.synthetic) == (8, 6, False)


def test_an_option_that_is_none_is_named():
    with pytest.raises(TrainingOptionsError, match="'bach' is no training option"):
        TrainingOptions.from_dict({"bach": 8})
    with pytest.raises(TrainingOptionsError, match="'weight' is no training option"):
        TrainingOptions.from_dict({"mixture": {"weight": {}}})


def test_shares_follow_the_weights_and_add_up_to_one():
    weights = {"optical/vhr10": 5.0, "optical/ucm": 3.5, "sar/s1flood": 1.1}
    shares = shares_of(PARTS, MixtureOptions(weights=weights))
    assert shares == pytest.approx(
        {
            "optical/vhr10": 0.5,
            "optical/ucm": 0.35,
            "sar/s1flood": 0.11,
            "infrared/synthetic": 0.04,
        }
    )


def test_sources_can_be_balanced_and_keep_the_weights_within_them():
    balanced = MixtureOptions(source_shares={"optical": 2.0, "sar": 1.0, "infrared": 1.0})
    assert shares_of(PARTS, balanced) == pytest.approx(
        {
            "optical/vhr10": 0.5 * 5.0 / 11.8,
            "optical/ucm": 0.5 * 6.8 / 11.8,
            "sar/s1flood": 0.25,
            "infrared/synthetic": 0.25,
        }
    )
    assert shares_of(PARTS, MixtureOptions(source_shares={"sar": 1.0}))["optical/ucm"] == 0.0
    with pytest.raises(TrainingOptionsError, match="not all 0"):
        shares_of(["optical/ucm"], MixtureOptions(source_shares={"sar": 1.0}))


@pytest.mark.parametrize(
    ("options", "taken"),
    [
        (MixtureOptions(), PARTS),
        (MixtureOptions(permissive=True), PARTS[1:]),
        (MixtureOptions(synthetic=False), PARTS[:3]),
        (MixtureOptions(parts=("optical/ucm",)), ["optical/ucm"]),
        (MixtureOptions(leave_out=("optical/ucm", "sar/s1flood")), [PARTS[0], PARTS[3]]),
    ],
)
def test_parts_are_chosen(options, taken):
    assert [part for part in PARTS if takes_part(part, options)] == taken


def test_every_image_is_validated_with_in_exactly_one_fold(tmp_path):
    data = write_labelled_folder(tmp_path / "data")
    folders = write_folds(data, "sar/hrsid", 3, tmp_path / "folds")
    assert folders == [tmp_path / "folds" / name for name in ("1", "2", "3")]
    validated = [read_part(folder, "sar/hrsid", ["val"]) for folder in folders]
    assert sorted(sample.name for (sample,) in validated) == ["first", "second", "third"]
    assert all(len(read_part(folder, "sar/hrsid", ["train"])) == 2 for folder in folders)
    assert validated[0][0].instance_map.max() == 2


def test_more_folds_than_images_are_refused(tmp_path):
    data = write_labelled_folder(tmp_path / "data")
    with pytest.raises(TrainingOptionsError, match="3 images: it cannot be split into 4 folds"):
        write_folds(data, "sar/hrsid", 4, tmp_path / "folds")
