"""The backend's own environment: planned, filled step by step, exchanged at once, removed again."""
