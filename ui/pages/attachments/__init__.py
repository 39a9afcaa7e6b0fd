"""Files kept with a case: added, read, passed on."""
