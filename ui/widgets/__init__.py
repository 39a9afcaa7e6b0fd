"""The parts pages are made of, one a file, each named after the thing shown."""
