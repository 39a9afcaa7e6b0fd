"""How names are compared. Pure functions: same input, same answer."""

import unicodedata

import jellyfish


def name_key(name: str) -> str:
    """Return a name without case and blanks, for "the same person" (the import compares in the same way)."""
    return "".join(name.casefold().split())


def sound_key(surname: str) -> str:
    """Return how a surname sounds, for possible matches; accents do not count."""
    plain = unicodedata.normalize("NFKD", surname).encode("ascii", "ignore").decode()
    letters = "".join(c for c in plain if c.isalpha())
    return str(jellyfish.metaphone(letters)) if letters else ""
