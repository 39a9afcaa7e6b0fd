"""What arrives is read by what it is, and what cannot be read says so in one sentence."""

import random
import struct
import zlib
from contextlib import suppress
from datetime import date

import pytest

from casedesk.arrivals.limits import MOST_PAGES, MOST_TEXT
from casedesk.arrivals.model import Arrival, ArrivalKind
from casedesk.arrivals.reading import read_arrival
from casedesk.arrivals.service import draw_page_of
from casedesk.attachments.catalogue import MB, limits
from casedesk.errors import Cancelled, ImportRefusedError
from casedesk.progress import Unwatched
from tests.casedesk.arrivals import files
from tests.casedesk.arrivals.compound_file import Folder, compound_file
from tests.casedesk.arrivals.files import WORDS


def read(content: bytes, name: str = "file.bin") -> Arrival:
    return read_arrival(name, content, Unwatched())


def refusal(content: bytes) -> str:
    with pytest.raises(ImportRefusedError) as refused:
        read(content)
    sentence = str(refused.value)
    assert "\n" not in sentence
    return sentence


def test_an_email_gives_sender_day_subject_words_and_files() -> None:
    found = read(files.mail(files={"form.pdf": files.pdf("A form")}), "Ring the door.eml")
    assert found.kind is ArrivalKind.MAIL
    assert found.sender == "Owen Tate <owen.tate@police.example>"
    assert found.sent_on == date(2026, 11, 12)
    assert found.subject == "Referral: Mill Court"
    assert found.text == WORDS
    assert [(part.name, part.content) for part in found.parts] == [
        ("form.pdf", files.pdf("A form"))
    ]


def test_an_email_says_to_whom_it_went_however_many_there_are() -> None:
    more = files.mail().replace(b"To: marac", b"Cc: idva@riverside.example\nTo: marac", 1)
    assert read(more).recipients == "marac@riverside.example, idva@riverside.example"
    many = b", ".join(b"somebody%d@riverside.example" % number for number in range(3000))
    found = read(files.mail().replace(b"marac@riverside.example", many, 1)).recipients
    assert found.startswith("somebody0@")
    assert len(found) < 1100


def test_an_outlook_message_gives_the_same() -> None:
    found = read(files.outlook(files={"form.pdf": files.pdf("A form" * 900)}))
    assert found.kind is ArrivalKind.OUTLOOK
    assert (found.sender, found.subject) == ("Ruth Ellis", "Referral: Ŵyn Street")
    assert found.sent_on == date(2026, 11, 12)
    assert found.text == WORDS
    assert [part.name for part in found.parts] == ["form.pdf"]
    assert read(found.parts[0].content).kind is ArrivalKind.PDF
    page = "<p>Siân</p><script>alert(1)</script>"
    assert read(files.outlook(body="", page=page)).text == "Siân"
    assert read(files.outlook(body="")).notes  # it says that there is no text


def test_a_page_in_an_email_becomes_words_and_nothing_in_it_is_carried_out() -> None:
    page = (
        b"From: a@b.example\nSubject: =?utf-8?q?Si=C3=A2n?=\nContent-Type: text/html;"
        b" charset=windows-1252\n\n<style>p{}</style><p>Ring\xe9 <b>today</b></p>"
        b"<img src='http://x.example/1.png'><table><tr><td>Born<td>1988</table>"
    )
    found = read(page)
    assert found.subject == "Siân"
    assert found.text == "Ringé today\n\nBorn 1988"


def test_a_word_document_is_read_in_the_order_it_stands() -> None:
    found = read(files.word())
    assert found.kind is ArrivalKind.WORD
    assert found.text.splitlines() == [
        "Referral to the MARAC",
        "Name\tSiân Morgan",
        "Born\t3 May 1988",
        WORDS,
    ]


def test_a_pdf_with_text_has_it_and_one_without_is_a_scan() -> None:
    found = read(files.pdf(WORDS, "Second page"))
    assert (found.kind, found.pages) == (ArrivalKind.PDF, 2)
    assert WORDS in found.text
    assert "Second page" in found.text
    scanned = read(files.scan_as_pdf())
    assert (scanned.kind, scanned.pages) == (ArrivalKind.SCAN, 1)
    assert draw_page_of(files.scan_as_pdf(), 0, 600).picture.width == 600


@pytest.mark.parametrize(("kind", "pages"), [("TIFF", 3), ("PNG", 1), ("JPEG", 1)])
def test_a_scan_has_its_pages_as_pictures(kind: str, pages: int) -> None:
    content = files.scan(pages, kind)
    found = read(content)
    assert (found.kind, found.pages) == (ArrivalKind.PICTURE, pages)
    shown = [draw_page_of(content, place, 2000).picture for place in range(pages)]
    assert {(one.width, one.height) for one in shown} == {(620, 877)}
    assert all(len(one.dots) == 620 * 877 * 4 for one in shown)
    assert len({one.dots for one in shown}) == pages


def test_what_a_file_is_called_does_not_count() -> None:
    assert read(files.word(), "scan.tif").kind is ArrivalKind.WORD
    assert read(files.pdf(), "letter.docx").kind is ArrivalKind.PDF
    assert read(b"Rang at 10.", "referral.pdf").kind is ArrivalKind.TEXT
    assert read("Siân\r\nŵyn".encode("utf-16"), "a.txt").text == "Siân\nŵyn"
    assert read("Siân".encode("cp1252")).text == "Siân"


def test_what_must_not_be_opened_says_why_in_one_sentence() -> None:
    assert "empty" in refusal(b"")
    assert "larger than 50 MB" in refusal(bytes(limits().largest_file * MB + 1))
    assert "unpacks to far more" in refusal(files.bomb())
    assert "password" in refusal(files.locked_pdf())
    assert "password" in refusal(compound_file(Folder({"EncryptedPackage": b"x"})))
    assert "old format" in refusal(compound_file(Folder({"WordDocument": b"x"})))
    assert "workbook" in refusal(files.package("[Content_Types].xml", "xl/workbook.xml"))
    assert "macros" in refusal(files.package("[Content_Types].xml", "word/vbaProject.bin"))
    assert "cannot read this kind" in refusal(files.package("a.txt"))
    assert "Rich Text" in refusal(b"{\\rtf1 Hello}")
    assert "cannot read this kind" in refusal(b"MZ\0\0" + bytes(200))
    assert "damaged" in refusal(files.pdf()[:300])
    assert "damaged" in refusal(b"PK\x03\x04 not a package at all")
    assert "damaged" in refusal(files.scan(kind="PNG")[:200])
    assert "damaged" in refusal(files.outlook()[:700])


def test_a_picture_bomb_is_measured_not_unpacked() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    packed = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    assert "more pixels" in refusal(b"\x89PNG\r\n\x1a\n" + packed)


def test_an_email_with_forty_files_odd_charsets_and_deep_nesting() -> None:
    many = read(files.mail(files={f"{n}.txt": b"x" for n in range(40)}))
    assert len(many.parts) == 40
    odd = (
        b"From: =?x-unknown?q?J=F6rg?= <j@b.example>\nSubject: \xff\xfe\nDate: yesterday\n"
        b"Content-Type: text/plain; charset=klingon\n\nRang \xe9 at 10"
    )
    found = read(odd)
    assert found.sent_on is None
    assert found.text == "Rang é at 10"
    deep = b"From: a@b.example\nTo: c@d.example\n"
    for level in range(400):
        deep += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
    assert "parts within parts" in refusal(deep)


def test_of_ten_thousand_pages_the_first_give_their_text_and_all_can_be_looked_at() -> None:
    content = files.pdf(*[f"Page {n}" for n in range(10_000)])
    found = read(content)
    assert found.pages == 10_000
    assert f"Page {MOST_PAGES - 1}" in found.text
    assert f"Page {MOST_PAGES}" not in found.text
    assert draw_page_of(content, 9_999, 600).words.strip() == "Page 9999"
    assert "200 of 10,000" in found.notes[0]


def test_a_long_text_is_cut_and_it_says_so() -> None:
    found = read(b"a word " * 300_000)
    assert len(found.text) == MOST_TEXT
    assert found.notes


def test_reading_stops_when_asked_to() -> None:
    class Stopped:
        def step(self, _done: int, _total: int) -> None:
            raise Cancelled

    class StopsLater:
        steps = 0

        def step(self, _done: int, _total: int) -> None:
            self.steps += 1
            if self.steps > 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        read_arrival("a.pdf", files.pdf(), Stopped())
    for content in (files.pdf("One", "Two", "Three"), files.word()):
        with pytest.raises(Cancelled):  # also within a file
            read_arrival("a", content, StopsLater())


def test_bytes_changed_at_random_never_do_more_than_refuse() -> None:
    dice = random.Random(7)  # the same each time
    whole = (files.mail(files={"a.txt": b"b"}), files.outlook(), files.word(), files.pdf(),
             files.scan(2), files.scan(kind="JPEG"))  # fmt: skip
    for content in whole:
        for _turn in range(25):
            broken = bytearray(content)
            for _change in range(dice.randint(1, 20)):
                broken[dice.randrange(len(broken))] = dice.randrange(256)
            with suppress(ImportRefusedError):
                read(bytes(broken[: dice.randint(1, len(broken))]))
