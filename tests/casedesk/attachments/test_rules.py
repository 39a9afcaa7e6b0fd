"""A file is what its content is; what does something when opened is not kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.attachments.catalogue import file_kinds, limits
from casedesk.attachments.file_names import LONGEST_NAME, clean_name, name_for_copy, title_from
from casedesk.attachments.rules import content_problem, find_kind, room_problem, size_problem
from tests.casedesk.attachments.files import MAIL, PNG_DOT, compound, package, pdf

MB = 1024 * 1024
OFFICE = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), "pdf"),
        (b"\r\n\r\n" + pdf(), "pdf"),
        (PNG_DOT, "png"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "jpeg"),
        (b"GIF89a" + bytes(20), "gif"),
        (b"BM" + bytes(60), "bmp"),
        (b"II*\0" + bytes(20), "tiff"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "sound"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\0\0\0\x18ftypmp42", "video"),
        (b"\0\0\0\x18ftypM4A ", "sound"),
        (MAIL, "mail"),
        (b"\xef\xbb\xbfFrom: a@example.org\nSubject: x\n\nText", "mail"),
        (b"From ruth Thu Nov 19\nFrom: a@example.org\nDate: today\n\nText", "mail"),
        (b"Subject: only one known line\n\nText", "text"),
        ("Siân said: ring Tŷ Coch".encode(), "text"),
        ("Siân".encode("utf-16"), "text"),
        ("Sîan".encode("cp1252"), "text"),
        (b"<!DOCTYPE html><p>Hello", "html"),
        (b"{\\rtf1 Hello}", "rtf"),
        (package(OFFICE, "word/document.xml"), "word"),
        (package(OFFICE, "xl/workbook.xml"), "workbook"),
        (package(OFFICE, "ppt/presentation.xml"), "slides"),
        (package(OFFICE, "word/document.xml", "word/vbaProject.bin"), "macros"),
        (package("mimetype", "META-INF/manifest.xml", "content.xml"), "open_document"),
        (package("a.txt"), "packed"),
        (b"PK\x03\x04 broken", "packed"),
        (compound("__properties_version1.0"), "outlook"),
        (compound("WordDocument"), "old_office"),
        (compound("EncryptedPackage"), "protected_office"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "other"),
        (bytes(range(256)) * 8, "other"),
    ],
)
def test_the_kind_is_found_from_the_content(content: bytes, kind: str) -> None:
    assert find_kind(content).id == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("statement.pdf", b"MZ" + bytes(80)),
        ("statement.pdf", b"\x7fELF" + bytes(80)),
        ("statement.txt", b"#!/bin/sh\nrm"),
        ("statement.pdf.exe", pdf()),
        ("macro.JS", b"var a = 1"),
        ("folder.lnk", b"L\0\0\0"),
    ],
)
def test_programs_and_shortcuts_are_not_kept(name: str, content: bytes) -> None:
    assert "program or a shortcut" in content_problem(name, content)


def test_a_text_that_begins_with_mz_is_no_program() -> None:
    assert content_problem("mz.txt", b"MZ is a short name") == ""


@given(st.binary(max_size=3000))
def test_whatever_the_bytes_a_kind_is_found(content: bytes) -> None:
    assert find_kind(content).id in file_kinds()


def test_empty_and_too_large_files_are_refused_by_their_size() -> None:
    assert "empty" in size_problem(0, limits())
    assert "larger than 50 MB" in size_problem(50 * MB + 1, limits())
    assert size_problem(50 * MB, limits()) == ""


def test_there_is_an_end_to_what_a_case_and_a_file_hold() -> None:
    most = limits()
    assert "300 attachments" in room_problem(1, (300, 0), 0, most)
    assert "500 MB" in room_problem(1, (3, 500 * MB), 0, most)
    assert "10000 MB" in room_problem(1, (3, 0), 10_000 * MB, most)
    assert room_problem(1, (299, 500 * MB - 1), 10_000 * MB - 1, most) == ""


@pytest.mark.parametrize(
    ("given_name", "cleaned"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\ruth\Letter to Siân.pdf", "Letter to Siân.pdf"),
        ("invoice\u202egnp.exe", "invoicegnp.exe"),
        ("a\0b\x1b[31m\tc\n.txt", "ab[31m c.txt"),
        ("what?.pdf", "what_.pdf"),
        ("  two   blanks .eml ", "two blanks.eml"),
        ("con.txt", "_con.txt"),
        (".pdf", "pdf"),
        ("...", "file"),
        ("", "file"),
        ("\u200b\u2066", "file"),
        ("x" * 300 + ".jpeg", "x" * 115 + ".jpeg"),
    ],
)
def test_names_are_made_safe(given_name: str, cleaned: str) -> None:
    assert clean_name(given_name) == cleaned


@given(st.text(max_size=200))
def test_whatever_a_name_is_it_becomes_a_plain_one(name: str) -> None:
    made = clean_name(name)
    assert made
    assert len(made) <= LONGEST_NAME + 1
    assert not set(made) & set('/\\<>:"|?*\0\n\r\t\u202e\u2067')
    assert made == made.strip()
    assert made not in {".", ".."}
    assert clean_name(made) == made
    assert title_from(made)


@pytest.mark.parametrize(
    ("name", "kind", "copy"),
    [
        ("scan.pdf", "png", "scan.pdf.png"),
        ("scan.JPEG", "jpeg", "scan.JPEG"),
        ("notes.hta", "text", "notes.hta.txt"),
        ("notes", "text", "notes.txt"),
        ("drawing.dwg", "other", "drawing.dwg"),
    ],
)
def test_the_ending_of_a_copy_is_that_of_what_it_is(name: str, kind: str, copy: str) -> None:
    assert name_for_copy(name, file_kinds()[kind]) == copy
