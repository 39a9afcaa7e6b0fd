"""Forums: the kinds of meeting."""
