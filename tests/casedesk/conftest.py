"""What the tests below the window share: a passphrase is stretched once for each file made."""

from functools import cache
from typing import Any

import pytest

from casedesk.security import key_file

_real = key_file._stretched


@cache
def _at_full_strength(passphrase: str, salt: bytes, kdf: tuple[tuple[str, Any], ...]) -> bytes:
    return _real(passphrase, salt, dict(kdf))


@pytest.fixture(autouse=True)
def _stretch_a_passphrase_once(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the key of a passphrase, a salt and a strength: it takes most of a second of two cores.

    Nothing is weakened. A file that is made has a salt of its own, so its key is always derived;
    copies of one file have the same. The tests of `security` derive each time.
    """
    if "security" not in request.path.parts:
        monkeypatch.setattr(
            key_file,
            "_stretched",
            lambda passphrase, salt, kdf: _at_full_strength(
                passphrase, salt, tuple(sorted(kdf.items()))
            ),
        )
