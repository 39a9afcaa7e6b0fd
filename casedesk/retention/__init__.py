"""Closed cases whose review has come, and the only way in which casework is ever erased."""
