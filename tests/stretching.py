"""A passphrase is stretched once for each file made: it takes most of a second of two cores."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest

from casedesk.security import key_file

_real = key_file._stretched


@cache
def _at_full_strength(passphrase: str, salt: bytes, kdf: tuple[tuple[str, Any], ...]) -> bytes:
    return _real(passphrase, salt, dict(kdf))


@contextmanager
def stretched_once() -> Iterator[None]:
    """Keep the key of a passphrase, a salt and a strength.

    Nothing is weakened. A file that is made has a salt of its own, so its key is always derived;
    copies of one file have the same.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            key_file,
            "_stretched",
            lambda passphrase, salt, kdf: _at_full_strength(
                passphrase, salt, tuple(sorted(kdf.items()))
            ),
        )
        yield


@contextmanager
def stretched_each_time() -> Iterator[None]:
    """Derive each key as the program does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_file, "_stretched", _real)
        yield
