"""What goes wrong while a zip file is read that somebody sent: a workbook, a Word document."""

import lzma
import struct
import zipfile
import zlib

BROKEN_ZIP = (
    # Damaged; unreadable; a wrong name or size in it; a way of packing nobody knows; a password.
    *(zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError),
    # What is packed in it is damaged or ends too soon: zipfile hands these on as they come.
    *(zlib.error, lzma.LZMAError, EOFError, struct.error),
)
