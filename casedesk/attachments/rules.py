"""What kind of file some bytes are, and what may be kept. Pure; the name's ending decides nothing.

Sources of the signatures: the formats' own specifications (ISO 32000, PNG, JFIF, TIFF 6.0,
MS-CFB, MS-OXMSG, ECMA-376, OpenDocument 1.3, RFC 5322).
"""

import io
import re
import zipfile

from casedesk.attachments.catalogue import MB, OTHER, FileKind, Limits, kind_of_id
from casedesk.attachments.file_names import is_refused_name
from casedesk.i18n import _
from casedesk.zip_faults import broken_zip

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"{\\rtf", "rtf"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"fLaC", "sound"),
    (b"#!AMR", "sound"),
    (b"\x1aE\xdf\xa3", "video"),
)
_PROGRAMS = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!/")
_IN_OLE = (  # names of streams inside, as they are written there
    ("__properties_version1.0", "outlook"),
    ("EncryptedPackage", "protected_office"),
    ("WordDocument", "old_office"),
    ("Workbook", "old_office"),
    ("PowerPoint Document", "old_office"),
)
_MAIL_HEADER = re.compile(rb"[\x21-\x39\x3b-\x7e]{1,60}:[ \t]")
_MAIL_NAMES = re.compile(
    rb"^(from|to|date|subject|message-id|received|return-path|mime-version|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 4096
_TEXT_SAMPLE = 64 * 1024
_FEW = 0.02  # control characters that a text may hold


def find_kind(content: bytes) -> FileKind:
    """Return the kind of file that `content` is."""
    return kind_of_id(_kind_id(content))


def is_program(content: bytes) -> bool:
    """Tell whether the bytes are those of a program or a script."""
    windows = content[:2] == b"MZ" and b"\0" in content[:64]
    return windows or content.startswith(_PROGRAMS)


def _kind_id(content: bytes) -> str:
    head = content[:_HEAD]
    known = next((kind for start, kind in _BEGINNINGS if head.startswith(start)), "")
    if known:
        return known
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"BM") and content[6:10] == b"\0\0\0\0":
        return "bmp"
    if head.startswith(_OLE):
        inside = (kind for name, kind in _IN_OLE if name.encode("utf-16-le") in content)
        return next(inside, OTHER)
    if head.startswith(b"PK\x03\x04"):
        return _of_package(content)
    return _of_media(head) or _of_text(content) or OTHER


def _of_package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = {name.casefold() for name in package.namelist()}
    except broken_zip():
        return "packed"
    if "mimetype" in names and "meta-inf/manifest.xml" in names:
        return "open_document"
    if "[content_types].xml" not in names:
        return "packed"
    if any(name.endswith("vbaproject.bin") for name in names):
        return "macros"
    folders = {name.split("/")[0] for name in names}
    of_office = (("word", "word"), ("xl", "workbook"), ("ppt", "slides"))
    return next((kind for folder, kind in of_office if folder in folders), "packed")


def _of_media(head: bytes) -> str:
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "sound", b"AVI ": "video"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in {b"heic", b"heix", b"mif1", b"hevc"}:
            return "heic"
        return "sound" if brand.startswith(b"M4A") else "video"
    return "sound" if head[:2] in {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"} else ""


def _of_text(content: bytes) -> str:
    """Return which kind of text it is; empty if it is none."""
    sample = content[:_TEXT_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    controls = sum(sample.count(bytes([sign])) for sign in range(32) if sign not in b"\t\n\r\f\x1b")
    if b"\0" in sample or controls > len(sample) * _FEW:
        return ""
    start = sample.removeprefix(b"\xef\xbb\xbf").lstrip()[:_HEAD]
    if start[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    return "mail" if _is_mail(start) else "text"


def _is_mail(start: bytes) -> bool:
    if start.startswith(b"From ") and b"\n" in start:  # as mail folders write it
        start = start.split(b"\n", 1)[1]
    headers = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    names = {name.lower() for name in _MAIL_NAMES.findall(headers)}
    return bool(_MAIL_HEADER.match(headers)) and len(names) >= 2


def size_problem(size: int, most: Limits) -> str:
    """Return why a file of `size` bytes is not kept; empty if it may be."""
    if size == 0:
        return _("This file is empty. Look at it where it came from.")
    if size > most.largest_file * MB:
        text = _("This file is larger than {most} MB. Keep a smaller copy or a part of it.")
        return text.format(most=most.largest_file)
    return ""


def content_problem(name: str, content: bytes) -> str:
    """Return why a file is not kept because of what it is; empty if it may be."""
    if is_program(content) or is_refused_name(name):
        return _("This is a program or a shortcut. CaseDesk keeps documents, pictures and mail.")
    return ""


def room_problem(size: int, of_case: tuple[int, int], of_all: int, most: Limits) -> str:
    """Return why there is no room for a file; empty if there is.

    Args:
        size: of the file, in bytes.
        of_case: how many attachments its case has, and their bytes together.
        of_all: the bytes of all attachments of the partnership file.
        most: the limits.
    """
    count, held = of_case
    if count >= most.most_of_one_case:
        text = _("There are {most} attachments already, the most that one case can have.")
        return text.format(most=most.most_of_one_case)
    if held + size > most.largest_of_one_case * MB:
        text = _("The attachments of one case may come to {most} MB. With this one it is more.")
        return text.format(most=most.largest_of_one_case)
    if of_all + size > most.largest_of_all * MB:
        text = _(
            "All attachments of the partnership file may come to {most} MB. With this one it is "
            "more, so it is not kept."
        )
        return text.format(most=most.largest_of_all)
    return ""


def details_problems(title: str) -> dict[str, str]:
    """Return what stops a title from being saved, by field."""
    return {} if title.strip() else {"title": _("Enter what the attachment is called.")}
