"""Schema changes of the partnership file, in order."""
