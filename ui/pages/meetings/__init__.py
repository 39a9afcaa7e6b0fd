"""Meetings: the list, the plan, one meeting with its panes."""
