"""The printer: the system's own dialog, and pages given to it as pictures; no file is written."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from casedesk.errors import StorageError
from casedesk.i18n import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from casedesk.documents.model import PagePicture


def ask_printer(parent: QWidget) -> "QPrinter | None":
    """Let the user choose a printer; None if nothing is to be printed.

    Raises:
        StorageError: there is none.
    """
    from PySide6.QtPrintSupport import (  # noqa: PLC0415 - only here
        QPrintDialog,
        QPrinter,
        QPrinterInfo,
    )

    if not QPrinterInfo.availablePrinterNames():
        text = _("No printer is set up on this computer. Set one up, or save the paper as a file.")
        raise StorageError(text)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    # A file is saved by its own button, which says what it is, looks where it goes and notes it.
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    return printer if accepted else None


def paint_pages(printer: "QPrinter", pages: "tuple[PagePicture, ...]") -> None:
    """Give the pages to a printer.

    Raises:
        StorageError: it takes none.
    """
    refused = _("This printer does not take the pages. Look at it, or choose another one.")
    painter = QPainter(printer)
    if not painter.isActive():
        raise StorageError(refused)
    try:
        for place, page in enumerate(pages):
            if place and not printer.newPage():
                raise StorageError(refused)
            shape = QImage.Format.Format_RGB32
            image = QImage(page.dots, page.width, page.height, page.width * 4, shape)
            painter.drawImage(painter.viewport(), image)
    finally:
        painter.end()
