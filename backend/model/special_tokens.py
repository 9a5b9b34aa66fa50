"""The tokens that are no words: places for images and marks, tasks, selectors, segmentation."""

from __future__ import annotations

PAD, BEGIN, END = "<pad>", "<bos>", "<eos>"
USER, ASSISTANT = "<user>", "<assistant>"
IMAGE = "<image>"
"""Replaced by the image tokens of the mutual understanding block."""
MARK = "<mark>"
"""Replaced by the token of one mark, in the order the marks are mentioned."""
PHRASE_BEGIN, PHRASE_END = "<p>", "</p>"
SEGMENT = "<seg>"
"""Its hidden state drives the pixel decoder."""
REFUSE = "<refuse>"
"""First word of the answer to what no task fits or no training covered."""

SOURCES = ("optical", "sar", "infrared")
TASKS = (
    "describe",
    "classify scene",
    "answer",
    "count",
    "classify marks",
    "describe marks",
    "describe marks in detail",
    "relate marks",
    "summarise marks",
    "find",
    "outline",
    "find similar",
    "locate",
    "grounded description",
    "compare dates",
)
SELECTORS = ("left-most", "right-most", "top-most", "bottom-most", "largest", "smallest")
"""Superlatives the language model names and geometry executes."""


def source_token(source: str) -> str:
    """The token that tells the sensor."""
    return f"<{source}>"


def task_token(task: str) -> str:
    """First word of every answer: the task that is being done."""
    return f"<{task}>"


def selector_token(selector: str) -> str:
    """Stands between the task token and the phrase it selects from."""
    return f"<{selector}>"


ALL = (
    PAD,
    BEGIN,
    END,
    USER,
    ASSISTANT,
    IMAGE,
    MARK,
    PHRASE_BEGIN,
    PHRASE_END,
    SEGMENT,
    REFUSE,
    *(source_token(source) for source in SOURCES),
    *(task_token(task) for task in TASKS),
    *(selector_token(selector) for selector in SELECTORS),
)
