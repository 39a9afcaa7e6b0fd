"""Invents what came with the newest cases: an email, a statement, a note of a call."""

import io

from sqlalchemy import select

from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes
from casedesk.cases.tables import CaseRow
from casedesk.security.roles import Permission
from casedesk.workspace.kept_apart import PRACTICE
from casedesk.workspace.workspace import Workspace

_CASES = 3
_LINES = (
    "I live next door. The shouting began in the spring.",
    "Since September it has been two or three evenings a week.",
    "On the last occasion the front door was kicked until the lock broke.",
    "The children were at home. I rang the police at about ten.",
    "I am willing to say this again at a meeting, without my name.",
)
_NOTE = """Note of a call

Rang on the safe number. Able to talk.
The lock was changed yesterday; the spare key is with the housing officer.
Asked for a call back after the meeting, in the morning, text first.
"""
_MAIL = """From: Housing Options <housing@example.org>
To: MARAC <marac@example.org>
Date: Thu, 12 Nov 2026 09:15:00 +0000
Subject: {reference}: locks and spare keys
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="practice"

--practice
Content-Type: text/plain; charset=utf-8

Good morning,

the locks at the address were changed on Tuesday. The list of who holds a key is attached.
This is practice data; nobody in it is real.

Housing Options
--practice
Content-Type: text/csv; charset=utf-8
Content-Disposition: attachment; filename="who holds a key.csv"

key,holder
front door,tenant
front door,housing officer
--practice--
"""


def add_attachments(workspace: Workspace) -> None:
    """Keep invented files with the newest open cases."""
    query = (
        select(CaseRow.id, CaseRow.reference)
        .where(CaseRow.status == "open", CaseRow.error_at.is_(None))
        .order_by(CaseRow.opened_on.desc(), CaseRow.id.desc())
        .limit(_CASES)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        cases = session.execute(query).all()
    statement = _statement() if cases else b""
    for case_id, reference in cases:
        owner, mail = Owner(case_id), _MAIL.format(reference=reference)
        add_bytes(workspace, owner, "Statement of a neighbour.pdf", statement)
        add_bytes(workspace, owner, "Note of a call.txt", _NOTE.encode())
        add_bytes(workspace, owner, "Locks and spare keys.eml", mail.encode())


def _statement() -> bytes:
    """Return a PDF that is the same each time."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - only when practice data are made

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842), invariant=1)
    canvas.setKeywords(PRACTICE)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(72, 760, "Statement of a neighbour (practice data: not real)")
    canvas.setFont("Helvetica", 11)
    for place, line in enumerate(_LINES):
        canvas.drawString(72, 720 - place * 18, line)
    canvas.save()
    return target.getvalue()
