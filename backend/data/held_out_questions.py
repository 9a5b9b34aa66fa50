"""Wordings that are never trained on: they test that language is understood, not remembered.

The braces are those of question_templates; questions about marks have the mark appended.
"""

from __future__ import annotations

HELD_OUT: dict[str, tuple[str, ...]] = {
    "find": (
        "please point to any {many} you notice",
        "draw a polygon around each {one} here",
        "can you pick out the {many} for me",
        "i am looking for {many}, where are they",
    ),
    "count": (
        "what is the total of {many} here",
        "can you count up every {one}",
        "how many {many} would you say there are",
    ),
    "answer": (
        "would you say there are {many} here",
        "is {a_one} visible anywhere",
        "does one find {many} in this picture",
    ),
    "locate": (
        "can you show where the {select} {one} lies",
        "give me the position of the {select} {one}",
        "i only want the {select} {one}",
    ),
    "classify marks": (
        "can you tell me what this is",
        "which kind of object did i click on",
        "what would you call this thing",
    ),
    "describe marks": (
        "say something about this object",
        "please describe what i marked",
        "what can be said of this one",
    ),
    "describe marks in detail": (
        "describe this as exactly as you can",
        "i want a long and detailed description of this",
        "tell me all you know about this object",
    ),
    "relate marks": (
        "how do mark {first} and mark {last} relate to each other",
        "what relation do these two objects have",
        "how does mark {first} compare to mark {last}",
    ),
    "summarise marks": (
        "give me an overview of the marked objects",
        "please summarise all that i marked",
        "what are the marks in summary",
    ),
    "outline": (
        "please draw around this object",
        "can you trace the border of this",
        "i need the mask of what i marked",
    ),
    "find similar": (
        "which other objects look like this one",
        "can you find others of the same kind",
        "show me the rest of these",
    ),
    "classify scene": (
        "what sort of scene do we see",
        "how would you classify this place",
        "which kind of land use is shown here",
    ),
    "describe": (
        "can you describe what the picture shows",
        "say in a sentence what is here",
        "please write a short caption for this view",
    ),
    "grounded description": (
        "describe this view and draw what you mention",
        "write a caption and outline each thing in it",
        "describe the picture with a mask for each object",
    ),
}
"""Task -> templates."""

HELD_OUT_SELECTOR_WORDS = {
    "left-most": "furthest left",
    "right-most": "furthest right",
    "top-most": "furthest north",
    "bottom-most": "furthest south",
    "largest": "very largest",
    "smallest": "very smallest",
}
