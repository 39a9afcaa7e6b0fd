"""Reads PDF and pictures: their text where they have any, and their pages to look at.

PDFium may only be called from one thread at a time: call this in the worker.
"""

import io
import warnings

import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from casedesk.arrivals.limits import (
    MOST_DOTS,
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
from casedesk.documents.model import PagePicture
from casedesk.i18n import _
from casedesk.progress import Progress

WIDEST = 1600  # dots across a page that is shown: enough to read small print at 200 %
_MOST_SIDE = 4 * WIDEST
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
        name=name, kind=kind, text=text, pages=min(count, MOST_PAGES),
        notes=(*_pages_left_out(count), *notes),
    )  # fmt: skip


def read_picture(name: str, content: bytes) -> Arrival:
    """Read a scan or photograph: how many pages it has; nothing is unpacked yet."""
    with _image(content) as image:
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        image.draft("RGB", (64, 64))  # the first page is really a picture
        image.load()
    kept = min(count, MOST_PAGES)
    return Arrival(name=name, kind=ArrivalKind.PICTURE, pages=kept, notes=_pages_left_out(count))


def page_of_pdf(content: bytes, place: int) -> PagePicture:
    """Return one page of a PDF as a picture, `WIDEST` dots across; the first is 0."""
    document = _opened(content)
    try:
        page = document[place]
        width, height = page.get_size()
        scale = min(WIDEST / max(width, 1), _MOST_SIDE / max(height, 1))
        bitmap = page.render(
            scale=scale, rev_byteorder=False, may_draw_forms=True,
            force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA,
        )  # fmt: skip
        image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        page.close()
    finally:
        document.close()
    return _picture(image)


def page_of_picture(content: bytes, place: int) -> PagePicture:
    """Return one page of a scan, the right way up and no wider than `WIDEST` dots."""
    with _image(content) as image:
        for number, frame in enumerate(ImageSequence.Iterator(image)):
            if number == place:
                _check_dots(frame)
                frame.draft("RGB", (WIDEST, _MOST_SIDE))
                upright = ImageOps.exif_transpose(frame)
                flat = _on_white(upright)
                flat.thumbnail((WIDEST, _MOST_SIDE))
                return _picture(flat)
    raise refuse(damaged())


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        needs_password = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise refuse(protected() if needs_password else damaged()) from None
    if len(document) == 0:
        document.close()
        raise refuse(damaged())
    if document.get_formtype() in _FORMS:
        document.init_forms()  # so that what was typed into a form is seen
    return document


_FORMS = frozenset((pypdfium2.raw.FORMTYPE_ACRO_FORM,))


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
    if image.width * image.height > MOST_DOTS:
        raise refuse(picture_too_large())


def _on_white(image: Image.Image) -> Image.Image:
    """Return a picture in colour; where it is transparent it becomes white."""
    if image.mode in {"I;16", "I", "F"}:
        image = image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground
    return image.convert("RGB")


def _picture(image: Image.Image) -> PagePicture:
    dots = image.convert("RGB").tobytes("raw", "BGRX")
    return PagePicture(image.width, image.height, dots)


def _pages_left_out(count: int) -> tuple[str, ...]:
    if count <= MOST_PAGES:
        return ()
    note = _("Only the first {shown} of {count} pages are shown here; the file is kept whole.")
    return (note.format(shown=MOST_PAGES, count=f"{count:,}"),)
