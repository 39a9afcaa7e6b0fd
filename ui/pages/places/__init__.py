"""One place and what is known of it."""
