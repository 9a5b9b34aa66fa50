"""Manual, tour and diagnostics report."""
