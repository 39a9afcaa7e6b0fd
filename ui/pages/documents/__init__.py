"""Documents: for whom, what stands in the way, the preview."""
