"""Keeps the memory of this process, with keys and records in it, out of core dumps."""

import os


def forbid_core_dumps() -> None:
    """Let the system write no core dump of this process (Linux and macOS)."""
    if os.name == "posix":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
