"""Labelled imagery: one sample type, its readers, words about it, scenes drawn from scratch."""
