"""The model card beside the weights: what was measured goes in, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from backend.model_files import CARD, WEIGHTS
from backend.whole_files import write_whole

from .report import Results, as_json, goals_table, markdown_table

READ_ME = "README.md"
TABLE_BEGINS, TABLE_ENDS = "<!-- measured:begin -->", "<!-- measured:end -->"
"""Lines of a document between which the table of goals belongs."""


def write_card(folder: Path, results: Results, split: str) -> None:
    """Put the figures into model_card.json and write README.md from it."""
    path = folder / CARD
    card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    card["measured"] = {"split": split, "parts": as_json(results)}
    write_whole(path, json.dumps(card, indent=2) + "\n")
    write_whole(folder / READ_ME, _text(card, results, split, (folder / WEIGHTS).stat().st_size))


def write_goals(document: Path, results: Results) -> None:
    """Put the table of goals between the two lines of a document that are for it.

    Raises:
        ValueError: it has no such lines.
    """
    before, begins, rest = document.read_text(encoding="utf-8").partition(TABLE_BEGINS)
    _, ends, after = rest.partition(TABLE_ENDS)
    if not begins or not ends:
        raise ValueError(f"{document} has no lines {TABLE_BEGINS} and {TABLE_ENDS}")
    table = goals_table(results)
    write_whole(document, f"{before}{begins}\n{table}{ends}{after}")


def set_minimum_score(folder: Path, threshold: float) -> None:
    """Let instances count from another score."""
    path = folder / CARD
    card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    write_whole(path, json.dumps({**card, "minimum_score": threshold}, indent=2) + "\n")


def _collections(training: dict[str, Any]) -> str:
    shares = {name: f"{share:.1%}" for name, share in training.get("shares", {}).items()}
    rows = training["data"].items()
    return "".join(f"| {name} | {licence} | {shares.get(name, '')} |\n" for name, licence in rows)


def _text(card: dict[str, Any], results: Results, split: str, size: int) -> str:
    finest, coarsest = card["ground_resolution"]
    return f"""# {card["name"]}

Weights of EarthGPT-X in its smallest size, {size / 1e6:.1f} MB, SHA-256
`{card["weights_sha256"]}`.

- **Tasks:** {", ".join(card["tasks"])}. The others of EarthGPT-X are refused.
- **Things it knows:** {", ".join(card["categories"])}.
- **Images:** optical, SAR and thermal infrared, {finest:g} to {coarsest:g} m per pixel, tiles of up
  to {card["tile_size"]} pixels. Objects between about 8 and 300 pixels long.
- **Scores** of instances count from {card["minimum_score"]:g} unless a request says otherwise.

## Trained on

{card["training"]["summary"]}

| collection | licence of its source | share |
|---|---|---|
{_collections(card["training"])}
Shares are of the crops of one run; a collection without one was learned from before or beside it.
Some of these sources allow research only; so do weights trained from them. Descriptions of marks
and of scenes with labelled objects are made from labels by rules; captions of UC Merced are by
people.

## Measured on images of {split}

{goals_table(results)}
S-IoU and SS are those of the field (words in common; cosine of sentence embeddings), times 100.
F1 and false alarms are at the score threshold above, which was chosen on these same images.
Descriptions of marks are compared with self-made references. Below is every figure with its 95 %
bootstrap interval and the number of cases; those of single categories,
superlatives and scores are in `model_card.json`.

{markdown_table(results, brief=True)}

## Not to be expected

Small or crowded objects are missed and touching ones sometimes merged; things that are not listed
above are refused or, worse, taken for something that is. Counts are counts of what was found. Look
at the scores, and at the polygons.
"""
