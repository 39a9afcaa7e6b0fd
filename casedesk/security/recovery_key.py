"""The recovery key: 160 random bits a person can write down and type back."""

import secrets

from casedesk.digests import sha256_of
from casedesk.errors import WrongPassphraseError
from casedesk.i18n import _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
SECRET_BYTES = 20
GROUP = 4
LENGTH = SECRET_BYTES * 8 // 5 + GROUP  # the last group is a checksum


def new_recovery_key() -> str:
    """Return a fresh key as nine groups of four characters."""
    return _written(secrets.token_bytes(SECRET_BYTES))


def recovery_secret(typed: str) -> bytes:
    """Return the secret of a typed key; case, blanks, O for 0 and I or L for 1 do not matter.

    Raises:
        WrongPassphraseError: it is not a recovery key, or one character is wrong.
    """
    plain = "".join(c for c in typed.upper() if c.isalnum()).translate(str.maketrans("OIL", "011"))
    number = 0
    if len(plain) == LENGTH and all(c in ALPHABET for c in plain):
        for character in plain[:-GROUP]:
            number = number * 32 + ALPHABET.index(character)
        secret = number.to_bytes(SECRET_BYTES, "big")
        if _written(secret).replace("-", "") == plain:
            return secret
    raise WrongPassphraseError(
        _("This is not a complete recovery key. Check each group of the recovery sheet again.")
    )


def _written(secret: bytes) -> str:
    check = int.from_bytes(sha256_of(b"casedesk recovery" + secret)[:4], "big")
    number = (int.from_bytes(secret, "big") << 20) | (check & 0xFFFFF)
    plain = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return "-".join(plain[start : start + GROUP] for start in range(0, LENGTH, GROUP))
