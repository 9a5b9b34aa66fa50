"""Requests answered: a file for each family of tasks, and one that chooses among them."""

from .answerer import Answerer

__all__ = ["Answerer"]
