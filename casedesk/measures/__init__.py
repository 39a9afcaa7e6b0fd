"""Measures: what is counted, from catalogue files."""
