"""Pages and pictures are drawn; hostile ones end in one sentence, quickly and in little memory."""

import io
import os
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from casedesk.attachments.catalogue import file_kinds
from casedesk.attachments.pages import DrawnPage, draw_page
from casedesk.errors import InputError
from tests.casedesk.attachments.files import pdf, picture, picture_bomb, written_pdf

SQUARE = b"1 0 0 rg 0 0 150 200 re f"
SCRIPT = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\);this.submitForm\\('http://x'\\))>>"


def drawn(content: bytes, kind: str = "pdf", place: int = 0, width: int = 300) -> DrawnPage:
    return draw_page(content, file_kinds()[kind], place, width)


def dot(page: DrawnPage, x: int, y: int) -> tuple[int, int, int]:
    at = (y * page.picture.width + x) * 4
    blue, green, red = page.picture.dots[at : at + 3]
    return red, green, blue


def size(page: DrawnPage) -> tuple[int, int]:
    assert len(page.picture.dots) == page.picture.width * page.picture.height * 4
    return page.picture.width, page.picture.height


def test_a_page_of_a_pdf_is_drawn_in_its_colours_with_its_words() -> None:
    page = drawn(written_pdf(SQUARE), width=600)
    assert size(page) == (600, 400)
    assert (dot(page, 20, 20), dot(page, 580, 20)) == ((255, 0, 0), (255, 255, 255))
    lines = drawn(pdf("Locks changed", pages=3), place=1)
    assert (lines.words, lines.place, lines.count) == ("Locks changed 2", 1, 3)
    assert drawn(pdf(pages=3), place=99).place == 2


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "bmp", "tiff", "webp"])
def test_pictures_are_drawn_no_larger_than_they_are_wanted(kind: str) -> None:
    page = drawn(picture(kind, (1200, 800)), kind)
    assert size(page) == (300, 200)
    red, white = dot(page, 20, 100), dot(page, 280, 100)
    assert red[0] > 240
    assert red[1] < 20
    assert min(white) > 240


def test_each_page_of_a_scan_can_be_seen() -> None:
    page = drawn(picture("tiff", pages=3), "tiff", place=2)
    assert (page.place, page.count) == (2, 3)


def test_what_is_transparent_is_white() -> None:
    from PIL import Image  # noqa: PLC0415

    target = io.BytesIO()
    Image.new("RGBA", (30, 30), (255, 0, 0, 0)).save(target, "PNG")
    assert dot(drawn(target.getvalue(), "png"), 5, 5) == (255, 255, 255)


def test_scripts_of_a_pdf_do_nothing() -> None:
    page = drawn(written_pdf(SQUARE, more=SCRIPT))
    assert dot(page, 20, 20) == (255, 0, 0)


def test_what_was_typed_into_a_form_is_seen() -> None:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(300, 200))
    canvas.acroForm.textfield(name="a", x=0, y=0, width=300, height=200, value="M" * 3, fontSize=72)
    canvas.showPage()
    canvas.save()
    page = drawn(target.getvalue())
    assert min(page.picture.dots[0::4]) < 60  # something dark stands on the page


def test_a_pdf_with_a_password_says_so() -> None:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    with pytest.raises(InputError, match="protected with a password"):
        drawn(target.getvalue())


def test_the_last_of_10_000_pages_is_drawn_at_once() -> None:
    content = pdf(pages=10_000)
    began = time.monotonic()
    page = drawn(content, place=9_999)
    assert (page.count, page.words) == (10_000, "Locks changed 10000")
    assert time.monotonic() - began < 2


def test_a_page_made_to_take_for_ever_is_given_up() -> None:
    lines = b"".join(b"0 0 m %d %d l S\n" % (at % 600, at % 797) for at in range(900_000))
    began = time.monotonic()
    with pytest.raises(InputError, match="takes too long"):
        drawn(written_pdf(lines, b"0 0 600 800"), width=4000)
    assert time.monotonic() - began < 15


@pytest.mark.parametrize(
    "box", [b"0 0 10000000 1", b"0 0 1 10000000", b"0 0 0 0", b"0 0 14400 14400", b"x"]
)
def test_no_page_is_drawn_larger_than_is_safe(box: bytes) -> None:
    wide, high = size(drawn(written_pdf(SQUARE, box), width=100_000))
    assert wide <= 4000
    assert high <= 16_000
    assert wide * high <= 25_000_000


@pytest.mark.parametrize("side", [9_000, 60_000])
def test_a_picture_bomb_is_measured_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(InputError, match="more than 80 million pixels"):
        drawn(picture_bomb(side), "png")


@pytest.mark.parametrize("kind", ["pdf", "png", "jpeg", "gif", "bmp", "tiff", "webp"])
def test_broken_files_end_in_one_sentence(kind: str) -> None:
    whole = pdf() if kind == "pdf" else picture(kind)
    for broken in (whole[:30], whole[: len(whole) // 8] + os.urandom(50), os.urandom(500), b""):
        with pytest.raises(InputError, match="damaged"):
            drawn(broken, kind)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_changed_in_a_file_it_is_drawn_or_refused(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["pdf", "png", "gif", "tiff", "jpeg"]))
    content = bytearray(pdf() if kind == "pdf" else picture(kind, (40, 30)))
    for _time in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(InputError):  # anything else is a bug
        size(drawn(bytes(content), kind))
