"""Tools and powers: the list, one power step by step, the calculator."""
