"""What was let go of is given back to the system."""

import ctypes
import sys

import pytest

from ui.workers.spare_memory import give_back_memory

MB = 1024 * 1024


def held() -> int:
    """Return the bytes of this process that are in memory."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps what was freed")
def test_small_blocks_that_were_freed_below_one_in_use_are_given_back() -> None:
    c = ctypes.CDLL(None)
    c.malloc.restype = ctypes.c_void_p
    blocks = [c.malloc(1000) for _block in range(60_000)]
    for block in blocks:
        ctypes.memset(block, 1, 1000)
    for block in blocks[:-1]:
        c.free(ctypes.c_void_p(block))
    before = held()
    give_back_memory()
    assert before - held() > 40 * MB
    c.free(ctypes.c_void_p(blocks[-1]))
