"""Pages of a PDF as pictures, for looking at them and for the printer.

PDFium may only be called from one thread at a time: call this in the worker.
"""

import pypdfium2

from casedesk.documents.model import PagePicture

_POINTS_IN_AN_INCH = 72


def page_pictures(pdf: bytes, *, dots_per_inch: float, most: int) -> tuple[PagePicture, ...]:
    """Return the first `most` pages of a PDF as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(
            _picture(document[place], dots_per_inch) for place in range(min(most, len(document)))
        )
    finally:
        document.close()


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, dots_per_inch: float) -> PagePicture:
    bitmap = page.render(
        scale=dots_per_inch / _POINTS_IN_AN_INCH,
        rev_byteorder=False,
        force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx,
    )
    try:
        width, height = bitmap.width, bitmap.height
        return PagePicture(width, height, _rows(bytes(bitmap.buffer), bitmap.stride, width))
    finally:
        bitmap.close()
        page.close()


def _rows(dots: bytes, stride: int, width: int) -> bytes:
    """Return the dots without what fills up each row."""
    if stride == width * 4:
        return dots
    return b"".join(dots[at : at + width * 4] for at in range(0, len(dots), stride))
