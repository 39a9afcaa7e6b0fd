"""What tables show, one model for each kind of row."""
