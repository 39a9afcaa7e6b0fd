"""Small real files of every kind, made in memory."""

import io
import struct
import zipfile
import zlib

PNG_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63606060f80f0001040100b51d0d1e0000000049454e44ae426082"
)
MAIL = (
    b"From: Ruth Ellis <ruth@example.org>\r\nTo: marac@example.org\r\n"
    b"Date: Thu, 19 Nov 2026 09:15:00 +0000\r\nSubject: Locks\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe locks were changed today.\r\n"
)


def pdf(text: str = "Locks changed", pages: int = 1) -> bytes:
    """Return a PDF of as many pages, each with `text`."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(300, 200))
    for number in range(1, pages + 1):
        canvas.drawString(40, 120, f"{text} {number}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def written_pdf(stream: bytes = b"", page: bytes = b"0 0 300 200", more: bytes = b"") -> bytes:
    """Return a PDF of one page made by hand: what is drawn, its size, more of its catalogue."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R" + more + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[" + page + b"]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    lines = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + lines + end


def picture(kind: str, size: tuple[int, int] = (300, 200), pages: int = 1) -> bytes:
    """Return a picture, red on its left half; with `pages`, a scan of several."""
    from PIL import Image  # noqa: PLC0415

    target = io.BytesIO()
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    more = {"save_all": True, "append_images": [image.copy()] * (pages - 1)} if pages > 1 else {}
    image.save(target, kind, **more)
    return target.getvalue()


def package(*names: str) -> bytes:
    """Return packed files with these names."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name in names:
            made.writestr(name, b"<x/>")
    return target.getvalue()


def compound(stream: str) -> bytes:
    """Return the beginning of an OLE file that names a stream."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + stream.encode("utf-16-le") + bytes(64)


def picture_bomb(side: int = 60_000) -> bytes:
    """Return a small PNG that says it has `side` times `side` dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        seal = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + seal

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes(100_000), 9))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")
