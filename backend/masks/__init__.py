"""From a phrase or a mark to the pixels that are meant."""
