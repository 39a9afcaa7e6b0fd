"""Writes files whole or not at all: beside their place first, then moved into it.

The only module that opens a file for writing (see tests/architecture).
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` at `path`, replacing what was there, durably and in one step.

    Args:
        path: where to; its folder must exist.
        content: the whole file.
        private: make it readable by this user of the computer only.

    Raises:
        OSError: nothing was changed at `path`.
    """
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb", opener=_private_opener if private else None) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


@contextmanager
def as_before_if_it_fails(path: Path) -> Iterator[None]:
    """Put back what stood at `path`, or nothing if nothing did, if the block raises.

    Raises:
        OSError: what stands there cannot be kept; the block was not begun.
    """
    kept = path.with_name(path.name + ".before.part")
    was_there, is_new = path.is_file(), not path.exists()
    try:
        if was_there:
            shutil.copy2(path, kept)
        yield
    except BaseException:
        if was_there and kept.exists():
            kept.replace(path)
        elif is_new:
            with suppress(OSError):
                path.unlink()
        raise
    with suppress(OSError):
        kept.unlink()


def private_folder(folder: Path) -> None:
    """Make a folder of this computer's own notes, which only this user may look into.

    Raises:
        OSError: it cannot be made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    with suppress(OSError):  # made by an earlier CaseDesk, or on a disk without users
        folder.chmod(0o700)


def open_to_append(path: Path) -> TextIOWrapper:
    """Open a log of this computer, which only this user may read; the caller closes it.

    Raises:
        OSError: it cannot be written to.
    """
    with suppress(OSError):  # one that an earlier CaseDesk began for all to read
        path.chmod(0o600)
    return TextIOWrapper(open(path, "ab", opener=_private_opener), "utf-8")


@contextmanager
def folder_in_one_step(target: Path) -> Iterator[Path]:
    """Give a folder to fill; move it to `target` if the block ends well, else remove it.

    Raises:
        FileExistsError: `target` exists and is not an empty folder.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(target)
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
        for file in part.rglob("*"):
            if file.is_file():
                sync_file(file)
        if target.exists():
            target.rmdir()
        part.replace(target)
        sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def sync_file(path: Path) -> None:
    """Wait until the contents of `path` are on the disk."""
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until a move inside `folder` is on the disk (where the system can say so)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _private_opener(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
