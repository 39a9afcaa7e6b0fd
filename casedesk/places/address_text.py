"""Whether a text holds an address: its words, its postcode or a part of it. Pure functions."""

import re
import unicodedata

_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
_WORD = re.compile(r"[^\W_]+")
_IN_HOUSE = frozenset(("flat", "unit", "apartment", "room", "floor", "fflat", "block"))


def holds_address(text: str, addresses: frozenset[str]) -> bool:
    """Tell whether a text holds one of these addresses, a part of one or its postcode."""
    phrases, postcodes = guarded_addresses(addresses)
    plain = plain_text(text)
    return bool(postcodes & postcodes_in(plain)) or holds_phrase(words_of(plain), phrases)


def guarded_addresses(addresses: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return what to look for of addresses: phrases such as "12 mill court", and postcodes."""
    phrases: set[str] = set()
    postcodes: set[str] = set()
    for address in addresses:
        plain = plain_text(address)
        postcodes |= postcodes_in(plain)
        street = _POSTCODE.sub(" ", plain)
        phrases.add(words_of(street))
        for part in re.split(r"[,\n]", street):
            words = words_of(part).split()
            if len(words) > 1 and words[0] not in _IN_HOUSE and re.search(r"\d", part):
                phrases.add(words_of(part))
    return frozenset(one for one in phrases if one.strip()), frozenset(postcodes)


def holds_phrase(words: str, phrases: frozenset[str]) -> bool:
    """Tell whether words, as `words_of` gives them, hold one of these phrases."""
    return any(phrase in words for phrase in phrases)


def postcodes_in(plain: str) -> frozenset[str]:
    """Return the postcodes in a plain text, without blanks."""
    return frozenset("".join(pair) for pair in _POSTCODE.findall(plain))


def plain_text(text: str) -> str:
    """Return a text without case, without marks that are not seen, in one way of writing."""
    seen = (one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    return "".join(seen).casefold()


def words_of(plain: str) -> str:
    """Return the words of a text with one blank around each."""
    return f" {' '.join(_WORD.findall(plain))} "
