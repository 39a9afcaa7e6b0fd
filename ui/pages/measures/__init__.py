"""Measures of a period, the cases behind a number, the publication."""
