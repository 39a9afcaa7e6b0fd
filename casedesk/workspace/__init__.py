"""An unlocked partnership file, and everything done with the file as a whole."""
