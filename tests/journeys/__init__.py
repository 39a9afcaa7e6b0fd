"""Whole journeys in the real program, seen only as a screen reader sees it."""
