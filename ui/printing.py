"""The printer: the system's own dialog, and pages given to it as pictures; no file is written."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from casedesk.documents.model import PagePicture


def ask_printer(parent: QWidget) -> "QPrinter | None":
    """Let the user choose a printer; None if nothing is to be printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - only here

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    accepted = QPrintDialog(printer, parent).exec() == QPrintDialog.DialogCode.Accepted
    return printer if accepted else None


def paint_pages(printer: "QPrinter", pages: "tuple[PagePicture, ...]") -> None:
    """Give the pages to a printer."""
    painter = QPainter(printer)
    try:
        for place, page in enumerate(pages):
            if place:
                printer.newPage()
            shape = QImage.Format.Format_RGB32
            image = QImage(page.dots, page.width, page.height, page.width * 4, shape)
            painter.drawImage(painter.viewport(), image)
    finally:
        painter.end()
