"""From what a person marks on the map to a georeferenced tile and prompts in its pixels."""
