"""From what is typed and marked to questions on their way, and their answers coming in."""
