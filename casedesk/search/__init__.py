"""Finding people and cases by words."""
