"""Contact notes, from anywhere."""
