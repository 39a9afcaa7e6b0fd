"""How addresses are compared. Pure functions."""

import unicodedata


def postcode_key(postcode: str | None) -> str:
    """Return a postcode without case and blanks; an empty text for none."""
    return "".join((postcode or "").casefold().split())


def address_key(address: str) -> str:
    """Return an address without case, blanks, punctuation and accents."""
    folded = unicodedata.normalize("NFKD", address.casefold())
    return "".join(c for c in folded if c.isalnum())


NO_PLACE = "|"  # the key of what has neither address nor postcode


def place_key(address: str, postcode: str | None) -> str:
    """Return what two records of one place share.

    The postcode comes first, so that an index finds everything in a postcode.
    """
    return f"{postcode_key(postcode)}|{address_key(address)}"


def place_is_given(address: str, postcode: str | None) -> bool:
    """Say whether enough was typed for `place_of`: a postcode alone is a place as well."""
    return place_key(address, postcode) != NO_PLACE


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


def is_unit(address: str, building: str) -> bool:
    """Tell whether an address is a unit of another: its words end with all of the other's.

    "Flat 2, Mill Court" is one of "Mill Court"; "12 Mill Court" is none of "2 Mill Court".
    """
    inner, outer = _words(address), _words(building)
    return bool(outer) and len(inner) > len(outer) and inner[-len(outer) :] == outer


def _words(address: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", address.casefold())
    kept = "".join(c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in folded)
    return kept.split()
