"""Pages of a PDF, scans and pictures as dots, measured before anything is unpacked.

No script, link or form action of a PDF is carried out: PDFium is given no engine for scripts, and
nothing asks it for an action. It may only be called from one thread at a time: call this in the
worker. The libraries are imported with this module, so import it only when something is to be
drawn.
"""

import ctypes
import io
import time
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

import pypdfium2
from msgspec import Struct
from PIL import Image, ImageOps
from pypdfium2 import raw

from casedesk.attachments.catalogue import FileKind, limits
from casedesk.attachments.model import PagePicture
from casedesk.errors import CaseDeskError, InputError
from casedesk.i18n import _

T = TypeVar("T")
NARROWEST, WIDEST = 200, 4000  # dots across
_MOST_DOTS = 24_000_000  # of one page as it is drawn: 96 MB
_LONGEST_SIDE = 16_000  # dots; no screen program draws more than 32,767
_LONGEST_DRAWING = 5.0  # seconds
_MOST_WORDS = 20_000  # characters of a page that are read out
_MILLION = 1_000_000
_DRAWN = raw.FPDF_RENDER_DONE
_WAITS = raw.FPDF_RENDER_TOBECONTINUED


class DrawnPage(Struct, frozen=True):
    """One page: its picture, its words for who hears the screen, and how many pages there are."""

    picture: PagePicture
    words: str
    place: int
    count: int


def draw_page(content: bytes, kind: FileKind, place: int, width: int) -> DrawnPage:
    """Draw one page of a PDF, scan or picture.

    Args:
        content: the whole file.
        kind: what it is, by its content.
        place: which page, from 0; beyond the last it is the last.
        width: how many dots across; less where that would be more than is safe or there.

    Raises:
        InputError: under "file", the sentence why it cannot be shown.
    """
    across = max(NARROWEST, min(width, WIDEST))
    drawn = _of_pdf if kind.shown == "pages" else _of_picture
    return _guarded(lambda: drawn(content, kind, place, across))


def _guarded(draw: Callable[[], T]) -> T:
    """Draw; a hostile file can make a library fail in any way, and all of it is one sentence."""
    try:
        return draw()
    except CaseDeskError:
        raise
    except Exception:
        raise _refused(_damaged()) from None


# -- PDF --


def _of_pdf(content: bytes, _kind: FileKind, place: int, width: int) -> DrawnPage:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise _refused(_protected()) from None
        raise
    try:
        count = len(document)
        if document.get_formtype() == raw.FORMTYPE_ACRO_FORM:
            document.init_forms()  # so that what was typed into a form is seen
        at = max(0, min(place, count - 1))
        page = document[at]
        try:
            return DrawnPage(_drawn(page, width), _words(page), at, count)
        finally:
            page.close()
    finally:
        document.close()


def _drawn(page: pypdfium2.PdfPage, width: int) -> PagePicture:
    """Draw a page in steps, so that one made to take for ever can be stopped."""
    wide, high = page.get_size()
    if not (wide > 0 and high > 0):
        raise _refused(_damaged())
    scale = min(width / wide, (_MOST_DOTS / (wide * high)) ** 0.5, _LONGEST_SIDE / high)
    across, down = max(1, round(wide * scale)), max(1, round(high * scale))
    bitmap = pypdfium2.PdfBitmap.new_native(across, down, raw.FPDFBitmap_BGRx)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, across, down)
        pause = _Pause(time.monotonic() + _LONGEST_DRAWING)
        where = (0, 0, across, down, 0, raw.FPDF_ANNOT)
        state = raw.FPDF_RenderPageBitmap_Start(bitmap, page, *where, pause.asked)
        raw.FPDF_RenderPage_Close(page)
        if state == _WAITS:
            raise _refused(_("This page takes too long to draw, so it is not shown."))
        if state != _DRAWN:
            raise _refused(_damaged())
        if page.formenv is not None:
            raw.FPDF_FFLDraw(page.formenv, bitmap, page, *where)
        dots = bytes(bitmap.buffer)
        return PagePicture(across, down, _rows(dots, bitmap.stride, across * 4))
    finally:
        bitmap.close()


class _Pause:
    """Asks PDFium to stop once the time is over."""

    def __init__(self, until: float) -> None:
        asked = raw.IFSDK_PAUSE(version=1)
        kind: Any = type(asked.NeedToPauseNow)
        self._is_over = kind(lambda _pause: time.monotonic() > until)  # PDFium keeps no reference
        asked.NeedToPauseNow = self._is_over
        self._held = asked
        self.asked = ctypes.byref(asked)


def _words(page: pypdfium2.PdfPage) -> str:
    words = page.get_textpage()
    try:
        count = min(words.count_chars(), _MOST_WORDS)
        return str(words.get_text_range(0, count, errors="ignore")) if count > 0 else ""
    finally:
        words.close()


def _rows(dots: bytes, stride: int, wanted: int) -> bytes:
    """Return the dots without what fills up each row."""
    if stride == wanted:
        return dots
    return b"".join(dots[at : at + wanted] for at in range(0, len(dots), stride))


# -- pictures --


def _of_picture(content: bytes, kind: FileKind, place: int, width: int) -> DrawnPage:
    with _opened(content, kind) as image:
        count = int(getattr(image, "n_frames", 1)) if kind.id == "tiff" else 1
        at = max(0, min(place, count - 1))
        image.seek(at)
        _check_dots(image)  # each page of a scan has its own size
        image.draft("RGB", (width, width))
        flat = _on_white(ImageOps.exif_transpose(image))
        flat.thumbnail((width, min(_LONGEST_SIDE, _MOST_DOTS // width)))
        dots = flat.tobytes("raw", "BGRX")
        return DrawnPage(PagePicture(flat.width, flat.height, dots), "", at, count)


def _opened(content: bytes, kind: FileKind) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(content), formats=[kind.id.upper()])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _refused(_too_many_dots()) from None
    return image


def _check_dots(image: Image.Image) -> None:
    if image.width * image.height > limits().largest_picture * _MILLION:
        raise _refused(_too_many_dots())


def _on_white(image: Image.Image) -> Image.Image:
    """Return a picture in colour; where it is transparent it becomes white."""
    if image.mode in {"I;16", "I", "F"}:
        image = image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground
    return image.convert("RGB")


def _damaged() -> str:
    return _("This file is damaged, so it cannot be shown. It is kept as it arrived.")


def _protected() -> str:
    return _("This PDF is protected with a password, so it cannot be shown. Ask for one without.")


def _too_many_dots() -> str:
    return _("This picture has more than {most} million pixels, so it is not shown.").format(
        most=limits().largest_picture
    )


def _refused(sentence: str) -> InputError:
    return InputError({"file": sentence})
