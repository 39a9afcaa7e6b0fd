"""The key of one partnership file, kept so that it can be wiped."""

import secrets
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12


class DataKey:
    """256 random bits that encrypt the records; wiped at locking.

    Python may hold copies that cannot be wiped; this keeps their number small.
    """

    def __init__(self, secret: bytes | bytearray) -> None:
        """Keep a copy of `secret`.

        Raises:
            ValueError: not 32 bytes. A shorter key would be taken for a passphrase.
        """
        if len(secret) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self._secret = bytearray(secret)

    def hand_over(self, set_key: Callable[[bytes], object]) -> None:
        """Give the key to SQLCipher in its raw form."""
        text = bytearray(b"x'" + self._secret.hex().encode() + b"'")
        if len(text) != 3 + 2 * KEY_BYTES or self.is_wiped:
            raise ValueError("the data key was wiped")
        set_key(bytes(text))
        text[:] = bytes(len(text))

    def derive(self, purpose: str) -> bytes:
        """Return a 32-byte key for one other purpose, by HKDF-SHA256."""
        return HKDF(SHA256(), KEY_BYTES, None, b"casedesk " + purpose.encode()).derive(
            bytes(self._secret)
        )

    def seal(self, purpose: str, content: bytes) -> bytes:
        """Return `content` so that only whoever has this key can read it, for one purpose."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.derive(purpose)).encrypt(nonce, content, None)

    def unseal(self, purpose: str, sealed: bytes) -> bytes:
        """Return what `seal` was given.

        Raises:
            InvalidTag: it was sealed with another key or for another purpose.
        """
        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        return AESGCM(self.derive(purpose)).decrypt(nonce, rest, None)

    def copy(self) -> "DataKey":
        """Return a second holder of the same key, wiped on its own."""
        return DataKey(self._secret)

    def reveal(self) -> bytes:
        """Return the key itself, to be wrapped for a key slot."""
        return bytes(self._secret)

    @property
    def is_wiped(self) -> bool:
        """Tell whether the key was forgotten."""
        return not any(self._secret)

    def wipe(self) -> None:
        """Forget the key."""
        self._secret[:] = bytes(KEY_BYTES)
