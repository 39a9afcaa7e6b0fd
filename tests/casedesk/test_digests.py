"""The hashes in partnership files are what any other program would work out."""

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from casedesk.digests import keyed_sha256, sha256_of


@given(st.binary())
def test_the_hash_is_the_one_everybody_knows(content: bytes) -> None:
    assert sha256_of(content) == hashlib.sha256(content).digest()


@given(st.binary(), st.binary())
def test_the_keyed_hash_is_that_of_rfc_2104(key: bytes, message: bytes) -> None:
    assert keyed_sha256(key, message) == hmac.digest(key, message, "sha256")
