"""Contact notes: calls, visits, letters and texts."""
