"""People: search, one person, possible matches, joining."""
