"""What the model is worth, measured: definitions in measures.py, one probe per task."""
