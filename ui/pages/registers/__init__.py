"""Reports, registers and outside figures."""
