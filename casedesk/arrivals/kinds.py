"""Tells what a file is by its content; its name may say anything."""

import io
import re
import zipfile
from enum import Enum

import olefile

from casedesk.arrivals.limits import (
    LARGEST_PART,
    LARGEST_RATIO,
    LARGEST_UNPACKED,
    MB,
    MOST_ZIP_PARTS,
    RATIO_COUNTS_FROM,
    bomb,
    damaged,
    other_kind,
    protected,
    refuse,
)
from casedesk.i18n import _

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_PDF_BEGINS_WITHIN = 1024  # as readers of PDF allow
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEADER = re.compile(
    rb"(?:From |(?:[!-9;-~]{1,76}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n))", re.DOTALL
)
_MAIL_HEADERS = (
    *(b"from", b"to", b"subject", b"date", b"received", b"return-path", b"mime-version"),
    *(b"message-id", b"content-type", b"delivered-to"),
)
_FEWEST_HEADERS = 2


class Found(Enum):
    """Which reader a file goes to."""

    MAIL = "mail"
    OUTLOOK = "outlook"
    WORD = "word"
    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"


def kind_of(content: bytes) -> Found:
    """Tell what a file is.

    Raises:
        ImportRefusedError: it is of no kind that can be read, or must not be opened.
    """
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content)
    if content.startswith(_PICTURES):
        return Found.PICTURE
    if b"%PDF-" in content[:_PDF_BEGINS_WITHIN]:
        return Found.PDF
    if content.startswith(b"{\\rtf"):
        raise refuse(_("This is a file in Rich Text. Save it as .docx and bring that file in."))
    if _is_mail(content):
        return Found.MAIL
    if b"\0" in content[:MB] and not content.startswith(_UTF16):
        raise refuse(other_kind())
    return Found.TEXT


def _kind_of_ole(content: bytes) -> Found:
    try:
        with olefile.OleFileIO(content) as file:
            names = {"/".join(path) for path in file.listdir(streams=True, storages=False)}
    except Exception:  # a hostile file can make the library fail in any way
        raise refuse(damaged()) from None
    if "__properties_version1.0" in names:
        return Found.OUTLOOK
    if "EncryptedPackage" in names:
        raise refuse(protected())
    if "WordDocument" in names:
        raise refuse(_("This file is in an old format. Save it as .docx and bring that file in."))
    raise refuse(other_kind())


def _kind_of_zip(content: bytes) -> Found:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_ZIP_PARTS:
                raise refuse(bomb())
            types = _content_types(package)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError):
        raise refuse(damaged()) from None
    if any(part.flag_bits & 1 for part in parts):
        raise refuse(protected())
    if any(_is_bomb(part) for part in parts):
        raise refuse(bomb())
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise refuse(bomb())
    if b"spreadsheetml" in types:
        raise refuse(_("This is a workbook. Bring it in with File, Import."))
    if b"macroenabled" in types:
        raise refuse(_("This document holds macros. Save it as .docx and bring that file in."))
    if b"wordprocessingml.document.main" not in types:
        raise refuse(other_kind())
    return Found.WORD


def _content_types(package: zipfile.ZipFile) -> bytes:
    """Return the list of what the parts are, in lower case; empty if it is no Office file."""
    if "[Content_Types].xml" not in package.namelist():
        return b""
    part = package.getinfo("[Content_Types].xml")
    if part.file_size > MB or part.flag_bits & 1:
        return b""
    return package.read(part).lower()


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    packed = part.file_size / max(part.compress_size, 1)
    if part.file_size > RATIO_COUNTS_FROM and packed > LARGEST_RATIO:
        return True
    is_picture = part.filename.casefold().startswith(("word/media/", "word/embeddings/"))
    return part.file_size > LARGEST_PART and not is_picture


def _is_mail(content: bytes) -> bool:
    """Tell whether a file begins with the lines at the head of an email."""
    found: set[bytes] = set()
    place = 0
    start = content[: 256 * 1024].lstrip(b"\xef\xbb\xbf\r\n")
    while (match := _HEADER.match(start, place)) is not None and match.end() > place:
        found.add(match[0].partition(b":")[0].lower())
        place = match.end()
        if match[0] == b"From ":  # the line that a mailbox file begins with
            place = start.find(b"\n", place) + 1
            if not place:
                break
    return len(found.intersection(_MAIL_HEADERS)) >= _FEWEST_HEADERS
