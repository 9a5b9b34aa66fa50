"""What is done with polygons: shown, refined, reviewed, saved."""
