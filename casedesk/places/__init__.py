"""Places: addresses and premises."""
