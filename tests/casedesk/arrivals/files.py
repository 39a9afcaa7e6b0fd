"""Files as they arrive, made anew in each test."""

import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage

import docx
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.casedesk.arrivals.compound_file import outlook_message

WORDS = "Mrs Pugh of Mill Court rang. He came back at night and broke the door."


def mail(
    *,
    subject: str = "Referral: Mill Court",
    words: str = WORDS,
    files: dict[str, bytes] | None = None,
) -> bytes:
    """Return an e-mail with files."""
    message = EmailMessage()
    message["From"] = "Owen Tate <owen.tate@police.example>"
    message["To"] = "marac@riverside.example"
    message["Subject"] = subject
    message["Date"] = "Thu, 12 Nov 2026 16:05:00 +0000"
    message.set_content(words)
    for name, content in (files or {}).items():
        message.add_attachment(content, "application", "octet-stream", filename=name)
    return message.as_bytes()


def outlook(**given: object) -> bytes:
    """Return a message as Outlook saves it."""
    usual: dict[str, object] = {
        "subject": "Referral: Ŵyn Street",
        "body": WORDS,
        "sender": "Ruth Ellis",
        "sent": datetime(2026, 11, 12, 16, 5, tzinfo=UTC),
    }
    return outlook_message(**{**usual, **given})  # type: ignore[arg-type]


def word(*, words: str = WORDS) -> bytes:
    """Return a document with a table between two paragraphs."""
    document = docx.Document()
    document.core_properties.author = "Housing"
    document.add_paragraph("Referral to the MARAC")
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(("Name", "Siân Morgan", "Born", "3 May 1988")):
        table.cell(place // 2, place % 2).text = text
    document.add_paragraph(words)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """Return a Word document as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(*pages: str) -> bytes:
    """Return a PDF with a line of text on each page; an empty line leaves the page empty."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for words in pages or (WORDS,):
        if words:
            canvas.drawString(72, 720, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def locked_pdf() -> bytes:
    """Return a PDF that asks for a password."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, encrypt="secret")
    canvas.drawString(72, 720, WORDS)
    canvas.save()
    return file.getvalue()


def scan(pages: int = 1, kind: str = "TIFF") -> bytes:
    """Return a scan: pages with black lines on white."""
    drawn = []
    for number in range(pages):
        image = Image.new("L", (620, 877), "white")
        draw = ImageDraw.Draw(image)
        for line in range(12):
            draw.rectangle(
                (60, 80 + 40 * line, 300 + 20 * (number + line), 96 + 40 * line), "black"
            )
        drawn.append(image)
    file = io.BytesIO()
    more = {"save_all": True, "append_images": drawn[1:]} if kind == "TIFF" else {}
    drawn[0].save(file, kind, **more)
    return file.getvalue()


def scan_as_pdf() -> bytes:
    """Return a scan as scanners send it: a picture on a page of a PDF."""
    file = io.BytesIO()
    Image.open(io.BytesIO(scan(kind="PNG"))).convert("RGB").save(file, "PDF")
    return file.getvalue()


def package(*names: str) -> bytes:
    """Return packed files of these names, as Office writes them, with nothing in them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, b"x")
    return file.getvalue()


def bomb() -> bytes:
    """Return a Word document of some kB whose text unpacks to 60 MB."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word())) as whole,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for part in whole.infolist():
            content = whole.read(part)
            packed.writestr(
                part.filename, bytes(60_000_000) if "document" in part.filename else content
            )
    return file.getvalue()
