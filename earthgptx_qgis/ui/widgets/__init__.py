"""Small widgets and words that several parts of the dock share."""
