"""Actions: the list, the board, the panel of one, the chase."""
