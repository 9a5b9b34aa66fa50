"""The one schema both processes import. Standard library only, Python 3.9 syntax."""
