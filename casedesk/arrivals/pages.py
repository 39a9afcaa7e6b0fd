"""Reads PDF and pictures: their text where they have any, and how many pages can be looked at.

Their pages are drawn by `attachments.pages`.
PDFium may only be called from one thread at a time: call this in the worker.
"""

import io
import warnings

import pypdfium2
from PIL import Image

from casedesk.arrivals.limits import (
    MOST_PAGES,
    MOST_TEXT,
    cut,
    damaged,
    picture_too_large,
    protected,
    refuse,
)
from casedesk.arrivals.model import Arrival, ArrivalKind
from casedesk.arrivals.plain_words import plain
from casedesk.attachments.catalogue import limits
from casedesk.i18n import _
from casedesk.progress import Progress

_MILLION = 1_000_000
_FEWEST_SIGNS = 16  # of text on all pages; scanners leave a stamp or a page number


def read_pdf(name: str, content: bytes, progress: Progress) -> Arrival:
    """Read a PDF: its text, or none, which makes it a scan."""
    document = _opened(content)
    try:
        count = len(document)
        words: list[str] = []
        for place in range(min(count, MOST_PAGES)):
            progress.step(0, 0)
            words.append(_words(document[place]))
            if sum(map(len, words)) > MOST_TEXT:
                break
    finally:
        document.close()
    text, notes = cut(plain("\n\n".join(words)))
    is_scan = len(text.replace("\n", "").replace(" ", "")) < _FEWEST_SIGNS
    kind = ArrivalKind.SCAN if is_scan else ArrivalKind.PDF
    return Arrival(
        name=name, kind=kind, text=text, pages=count,
        notes=(*_pages_left_out(count), *notes),
    )  # fmt: skip


def read_picture(name: str, content: bytes) -> Arrival:
    """Read a scan or photograph: how many pages it has; nothing is unpacked yet."""
    with _image(content) as image:
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        image.draft("RGB", (64, 64))  # the first page is really a picture
        image.load()
    return Arrival(name=name, kind=ArrivalKind.PICTURE, pages=count)


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        needs_password = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise refuse(protected() if needs_password else damaged()) from None
    if len(document) == 0:
        document.close()
        raise refuse(damaged())
    return document


def _words(page: pypdfium2.PdfPage) -> str:
    words = page.get_textpage()
    try:
        return str(words.get_text_bounded(errors="replace"))
    finally:
        words.close()
        page.close()


def _image(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF"))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise refuse(picture_too_large()) from None
    _check_dots(image)
    return image


def _check_dots(image: Image.Image) -> None:
    if image.width * image.height > limits().largest_picture * _MILLION:
        raise refuse(picture_too_large())


def _pages_left_out(count: int) -> tuple[str, ...]:
    if count <= MOST_PAGES:
        return ()
    note = _("The text is that of the first {shown} of {count} pages; every page can be looked at.")
    return (note.format(shown=MOST_PAGES, count=f"{count:,}"),)
