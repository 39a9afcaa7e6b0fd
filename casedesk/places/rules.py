"""How addresses are compared. Pure functions."""


def postcode_key(postcode: str | None) -> str:
    """Return a postcode without case and blanks; an empty text for none."""
    return "".join((postcode or "").casefold().split())


def place_key(address: str, postcode: str | None) -> str:
    """Return what two records of one place share: address and postcode, letters and digits only."""
    words = "".join(c for c in address.casefold() if c.isalnum())
    return f"{words}|{postcode_key(postcode)}"
