"""A risk form and its score."""
