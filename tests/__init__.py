"""Tests: read them as the manual of what CaseDesk does."""
