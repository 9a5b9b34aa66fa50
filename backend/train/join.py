"""`python -m backend.train.join`: a sensor gets the pixel decoder of a run of its own.

A small decoder that draws for all sensors gives and takes between them. One that goes on from
there with images of one sensor alone, everything else frozen, is joined to the model again:

    python -m backend.train --from BASE --run THERMAL --freeze vision-experts prompt-encoder \\
        mutual-understanding language-model --config ...
    python -m backend.train.join BASE --sensor infrared=THERMAL/weights --out JOINED

Calibrate it afterwards, see `backend.evaluate --calibrate`.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from torch import Tensor

from backend.command_line import errors_to_log
from backend.earthgptx_engine import read_card
from backend.errors import WeightsError
from backend.model.checkpoint import load_checkpoint, save_checkpoint, without_ties
from backend.model.earthgptx import EarthGPTX
from earthgptx_qgis.wire.messages import SourceKind

from .card import read, remade
from .starting_point import OF_SENSORS

logger = logging.getLogger(__name__)

SENSORS = tuple(kind.value for kind in SourceKind if kind is not SourceKind.AUTO)


def join(base: Path, sensors: Mapping[str, Path], out: Path) -> None:
    """Write the model in `base` with the decoders of other models for some sensors.

    Args:
        sensors: sensor -> folder of the weights whose shared decoder it gets.

    Raises:
        WeightsError: a model is missing or damaged, or a decoder has another shape.
    """
    model, tokenizer = load_checkpoint(base, read_card(base).weights_sha256)
    state = without_ties(model.state_dict())
    for sensor, folder in sensors.items():
        other, _ = load_checkpoint(folder, read_card(folder).weights_sha256)
        if other.config.pixel_decoder != model.config.pixel_decoder:
            raise WeightsError(
                f"The pixel decoder of {folder} does not fit {base}: its shape differs.",
                "Give the weights of a run that began from these.",
            )
        state |= _decoder_for(sensor, other)
    names = dict.fromkeys((*model.config.sensor_decoders, *sensors))
    # What a score means has to be found anew, as after an average.
    config = replace(model.config.uncalibrated, sensor_decoders=tuple(names))
    save_checkpoint(out, state, config, tokenizer, _card(base, sensors))


def _decoder_for(sensor: str, model: EarthGPTX) -> dict[str, Tensor]:
    own = model.pixel_decoder.state_dict()
    return {f"{OF_SENSORS}{sensor}.{name}": tensor for name, tensor in own.items()}


def _card(base: Path, sensors: Mapping[str, Path]) -> dict[str, Any]:
    cards = [read(folder) for folder in (base, *sensors.values())]
    summaries = [card["training"]["summary"] for card in cards]
    for number, sensor in enumerate(sensors, start=1):
        summaries[number] = f"Pixel decoder for {sensor}: {summaries[number]}"
    return remade(cards, summaries)


def _sensor(text: str) -> tuple[str, Path]:
    sensor, _, folder = text.partition("=")
    if sensor not in SENSORS or not folder:
        raise argparse.ArgumentTypeError(f"{text!r} is not one of {', '.join(SENSORS)}=FOLDER")
    return sensor, Path(folder)


@errors_to_log
def main() -> int:
    """Join; 1 where the models do not fit each other."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="python -m backend.train.join", description=__doc__)
    parser.add_argument("base", type=Path, help="folder of the weights that get decoders")
    parser.add_argument(
        "--sensor",
        type=_sensor,
        nargs="+",
        required=True,
        metavar="SENSOR=FOLDER",
        help="the decoder of these weights, for this sensor",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the result")
    given = parser.parse_args()
    join(given.base, dict(given.sensor), given.out)
    logger.info("written: %s", given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
