"""SHA-256, and the keyed hash built on it, as `cryptography` makes them.

Python's `hashlib` brings a second OpenSSL into memory for it (`ui/workers/early_import.py`), or is
seven times slower without.
"""

from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.hmac import HMAC

_SHA256 = SHA256()


def sha256_of(content: bytes) -> bytes:
    """Return the 32 bytes of the hash."""
    digest = Hash(_SHA256)
    digest.update(content)
    return digest.finalize()


def keyed_sha256(key: bytes, message: bytes) -> bytes:
    """Return the 32 bytes of the keyed hash (HMAC, RFC 2104) of a message."""
    seal = HMAC(key, _SHA256)
    seal.update(message)
    return seal.finalize()
