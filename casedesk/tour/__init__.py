"""The tour of practice data: a few tasks, each done when the records show it."""
