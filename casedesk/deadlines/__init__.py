"""Deadlines: rules, calendars and answers that show how they were worked out."""
