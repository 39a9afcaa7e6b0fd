"""How much typing a sudden end costs, in every field of every page."""
