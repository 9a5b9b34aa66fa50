"""What was asked and answered: shown, kept with the project, exported."""
