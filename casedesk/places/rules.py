"""How addresses are compared. Pure functions."""

import unicodedata


def postcode_key(postcode: str | None) -> str:
    """Return a postcode without case and blanks; an empty text for none."""
    return "".join((postcode or "").casefold().split())


def address_key(address: str) -> str:
    """Return an address without case, blanks, punctuation and accents."""
    folded = unicodedata.normalize("NFKD", address.casefold())
    return "".join(c for c in folded if c.isalnum())


def place_key(address: str, postcode: str | None) -> str:
    """Return what two records of one place share.

    The postcode comes first, so that an index finds everything in a postcode.
    """
    return f"{postcode_key(postcode)}|{address_key(address)}"


def tidy_postcode(postcode: str | None) -> str | None:
    """Return a postcode as it is written, `QX1 1AA`; anything else as it was typed.

    The inward part always has three characters (Royal Mail, PAF digest).
    """
    plain = "".join((postcode or "").upper().split())
    if not plain:
        return None
    if 5 <= len(plain) <= 7 and plain.isalnum() and plain.isascii():
        return f"{plain[:-3]} {plain[-3:]}"
    return " ".join((postcode or "").split())
