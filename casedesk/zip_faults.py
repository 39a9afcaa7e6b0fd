"""What goes wrong while a zip file is read that somebody sent: a workbook, a Word document."""

import zipfile

# Damaged; unreadable; a wrong name or size in it; a way of packing nobody knows; a password.
BROKEN_ZIP = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError)
