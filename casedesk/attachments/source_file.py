"""Reads a file that somebody chose or dropped, without believing anything about it."""

import os
import stat
from pathlib import Path

from casedesk.attachments.catalogue import limits
from casedesk.attachments.rules import size_problem
from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.progress import Progress

_PIECE = 1024 * 1024
# Not through a link, and without waiting for whoever feeds a pipe.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_source(path: Path, progress: Progress) -> bytes:
    """Return the bytes of `path`; one that is too large is refused before anything is read.

    Raises:
        InputError: under "file", the sentence why it is not kept.
        Cancelled: it was stopped.
    """
    if path.is_symlink():
        raise _refused(_("This is a link to another file. Add that file itself."))
    try:
        handle = os.open(path, _FLAGS)
    except OSError:
        raise _refused(_folder() if path.is_dir() else _gone()) from None
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise _refused(_folder() if stat.S_ISDIR(state.st_mode) else _gone())
        problem = size_problem(state.st_size, limits())
        if problem:
            raise _refused(problem)
        return _read(handle, state.st_size, progress)
    finally:
        os.close(handle)


def _read(handle: int, size: int, progress: Progress) -> bytes:
    """Read exactly `size` bytes: a file that grows or shrinks meanwhile is not kept."""
    content = bytearray()
    while len(content) <= size:
        progress.step(len(content), size)
        try:
            piece = os.read(handle, _PIECE)
        except OSError:
            raise _refused(_gone()) from None
        if not piece:
            break
        content += piece
    if len(content) != size:
        text = _("This file changed while it was read. Wait until it is written, then try again.")
        raise _refused(text)
    return bytes(content)


def _folder() -> str:
    return _("This is a folder. Add the files in it, at most {most} at once.").format(
        most=limits().most_at_once
    )


def _gone() -> str:
    return _("This file cannot be read, or is no longer there. Look whether it was moved.")


def _refused(sentence: str) -> InputError:
    return InputError({"file": sentence})
