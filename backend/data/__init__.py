"""Labelled imagery: one sample type, readers that fill it, words about it, scenes drawn from scratch."""
