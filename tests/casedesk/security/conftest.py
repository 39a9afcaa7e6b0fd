"""What keys rest on is tried as the program does it."""

from collections.abc import Iterator

import pytest

from tests.stretching import stretched_each_time


@pytest.fixture(autouse=True)
def _each_key_derived() -> Iterator[None]:
    with stretched_each_time():
        yield
