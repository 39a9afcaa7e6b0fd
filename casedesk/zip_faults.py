"""What goes wrong while a zip file is read that somebody sent: a workbook, a Word document."""

import lzma
import struct
import zipfile
import zlib


def broken_zip() -> tuple[type[Exception], ...]:
    """Return the errors; asked for when one is there, since most days nobody reads a zip file."""
    return (
        # Damaged; unreadable; wrong name or size in it; a way of packing nobody knows; a password.
        *(zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError),
        # What is packed in it is damaged or ends too soon: zipfile hands these on as they come.
        *(zlib.error, lzma.LZMAError, EOFError, struct.error),
    )
