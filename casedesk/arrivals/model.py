"""What arrives, as the rest of CaseDesk sees it: plain values, no library's objects."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct

from casedesk.attachments.catalogue import FileKind
from casedesk.i18n import _


class ArrivalKind(StrEnum):
    """What a file is, by its content; what its name ends in does not count."""

    MAIL = "mail"
    OUTLOOK = "outlook"
    WORD = "word"
    PDF = "pdf"
    SCAN = "scan"  # pages without any text
    PICTURE = "picture"
    TEXT = "text"
    FORM = "form"  # the referral form that CaseDesk issues, filled in


def kind_text(kind: ArrivalKind) -> str:
    """Return in words what a file is."""
    return {
        ArrivalKind.MAIL: _("Email"),
        ArrivalKind.OUTLOOK: _("Email from Outlook"),
        ArrivalKind.WORD: _("Word document"),
        ArrivalKind.PDF: _("PDF"),
        ArrivalKind.SCAN: _("Scan"),
        ArrivalKind.PICTURE: _("Picture"),
        ArrivalKind.TEXT: _("Text"),
        ArrivalKind.FORM: _("Referral form"),
    }[kind]


class ArrivalPart(Struct, frozen=True):
    """A file within an email. `content` is what it holds; empty if it is not kept for showing."""

    name: str
    size: int
    content: bytes = b""


class FormAnswers(Struct, frozen=True):
    """What stands in a filled-in referral form.

    `values` are typed values by field: days, whole numbers, ids of lists, text, and True for a
    tick. `typed` is every field that is filled in, as it was typed. `problems` says by field what
    is wrong with it; such a field has no value.
    """

    forum_id: str
    typed: dict[str, str]
    values: dict[str, Any]
    problems: dict[str, str]


class Arrival(Struct, frozen=True):
    """A file that was read.

    Attributes:
        name: as the file is called.
        kind: what it is.
        text: what can be copied from it, pages and tables in reading order.
        sender: who sent an email, as it says so itself.
        recipients: to whom, with those who got a copy.
        sent_at: when, with its zone; `sent_on` where only a day is known.
        subject: of an email; the title of a document.
        parts: files within it, in their order.
        pages: how many pages it has that can be shown as pictures.
        notes: whole sentences about what is left out.
        form: the answers, where it is a filled-in referral form.
    """

    name: str
    kind: ArrivalKind
    text: str = ""
    sender: str = ""
    recipients: str = ""
    sent_at: datetime | None = None
    subject: str = ""
    parts: tuple[ArrivalPart, ...] = ()
    pages: int = 0
    notes: tuple[str, ...] = ()
    form: FormAnswers | None = None

    @property
    def sent_on(self) -> date | None:
        """Return the day it was sent, in the sender's own zone."""
        return None if self.sent_at is None else self.sent_at.date()


class BroughtIn(Struct, frozen=True):
    """What became of one file: the draft made of it, or the sentence why there is none.

    `faults` is how many answers of a referral form have something wrong with them; `content` is
    what stands in the form of the draft at first, as the form writes it.
    """

    name: str
    draft: str = ""
    kind: ArrivalKind | None = None
    faults: int = 0
    problem: str = ""
    content: str = ""


class WaitingDraft(Struct, frozen=True):
    """A draft referral that was made of a file and is neither saved nor thrown away.

    `content` is what stands in its form, as the form wrote it; empty if nobody typed yet.
    """

    draft: str
    attachment_id: int
    name: str
    kind: FileKind
    arrived_at: datetime
    arrived_by: str
    content: str


class OpenArrival(Struct, frozen=True):
    """A file that stands beside its draft, with its bytes; only while it is looked at."""

    arrival: Arrival
    content: bytes
