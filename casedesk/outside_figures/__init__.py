"""Numbers that come from elsewhere, such as recorded crime."""
