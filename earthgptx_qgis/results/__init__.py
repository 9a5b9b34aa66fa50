"""What becomes of an answer: features, their style, where they came from, and files."""
