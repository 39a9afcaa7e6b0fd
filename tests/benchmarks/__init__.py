"""Speed as ratios to the bare limit, measured in one run: `make bench`."""
