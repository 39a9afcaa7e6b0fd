"""Cases: the list, one case with its tabs, and the plain forms of its records."""
