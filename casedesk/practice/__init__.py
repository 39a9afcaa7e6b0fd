"""Practice data: invented records in a file of their own, which real ones can never enter."""
