"""Documents as the rest of CaseDesk sees them: what stands in them, for whom, and what stops one.

A document is plain fields before it is PDF or DOCX: the check reads the very fields that are
drawn, so nothing can be printed that was not looked at.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from casedesk.i18n import _


class SubjectKind(StrEnum):
    """What a document is made from; the values are the ids of the pages that show them."""

    CASE = "case"
    MEETING = "meeting"
    POWER = "power"


class DocumentKind(StrEnum):
    """What is made."""

    AGENDA = "agenda"
    MINUTES = "minutes"
    ACTIONS = "actions"
    SUMMARY = "summary"
    NOTICE = "notice"
    LETTER = "letter"


def kind_text(kind: DocumentKind) -> str:
    """Return the name of a kind of document."""
    return {
        DocumentKind.AGENDA: _("Agenda"),
        DocumentKind.MINUTES: _("Minutes"),
        DocumentKind.ACTIONS: _("Action list"),
        DocumentKind.SUMMARY: _("Case summary"),
        DocumentKind.NOTICE: _("Closure notice"),
        DocumentKind.LETTER: _("Letter"),
    }[kind]


class FileFormat(StrEnum):
    """As what a document is written; the value is the ending of its name."""

    PDF = "pdf"
    DOCX = "docx"


class RecipientKind(StrEnum):
    """Who a document is for: an agency, a person, or the partnership's own papers."""

    AGENCY = "agency"
    PERSON = "person"
    FILE = "file"


class Recipient(Struct, frozen=True):
    """Whom a document is for; `id` is the agency's or the person's, empty for the own papers."""

    kind: RecipientKind
    id: str
    name: str

    @property
    def agency_id(self) -> str | None:
        """Return the agency, if it is one."""
        return self.id if self.kind is RecipientKind.AGENCY else None

    @property
    def person_id(self) -> int | None:
        """Return the person, if it is one."""
        return int(self.id) if self.kind is RecipientKind.PERSON else None

    @property
    def key(self) -> str:
        """Return what the audit trail says: "agency/police", "person/12" or "file"."""
        return f"{self.kind}/{self.id}" if self.id else str(self.kind)


class Subject(Struct, frozen=True):
    """The record a document is made from."""

    kind: SubjectKind
    id: int


class Wanted(Struct, frozen=True):
    """What somebody chose: which document, from what, for whom, and how it is to look.

    `language` is empty for the one in use.
    """

    kind: DocumentKind
    subject: Subject
    recipient: Recipient
    letter_id: str = ""
    large_print: bool = False
    language: str = ""


class Tells(StrEnum):
    """What a field of a document gives away, for those who must not receive it."""

    NOTHING = "nothing"
    CASE = "case"
    NAME = "name"
    ADDRESS = "address"
    DISCUSSION = "discussion"
    RISK = "risk"
    ACTION = "action"


class Field(Struct, frozen=True):
    """One field: a title and its text; without a title it is a paragraph."""

    title: str
    text: str
    tells: Tells = Tells.NOTHING
    case_id: int | None = None


class Section(Struct, frozen=True):
    """A heading with fields below it, and then a table; titles never hold what is recorded.

    `widths` are shares of the page for the columns of the table.
    """

    title: str
    fields: tuple[Field, ...] = ()
    widths: tuple[float, ...] = ()
    rows: tuple[tuple[Field, ...], ...] = ()

    def all_fields(self) -> Iterator[Field]:
        """Yield every field, those of the table last."""
        yield from self.fields
        for row in self.rows:
            yield from row


class Document(Struct, frozen=True):
    """A whole document. `case_ids` are the cases it tells of; `title` holds nobody's name.

    `is_served` marks what may go to somebody who causes harm: a letter, or a notice. `logo` is the
    partnership's, as PNG.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    case_ids: tuple[int, ...]
    is_draft: bool = False
    is_letter: bool = False
    is_served: bool = False
    logo: bytes = b""


class Hit(Struct, frozen=True):
    """What stops a document: the place of it and why, never the value."""

    section: str
    field: str
    why: str

    @property
    def sentence(self) -> str:
        """Return the whole sentence."""
        return _("Section “{section}”, field “{field}”: {why}").format(
            section=self.section, field=self.field, why=self.why
        )


class PagePicture(Struct, frozen=True):
    """A page as a picture: four bytes for each dot (blue, green, red, unused)."""

    width: int
    height: int
    dots: bytes


class Preview(Struct, frozen=True):
    """Page 1 of a document as it would be written, and what stops it from being written."""

    picture: PagePicture
    pages: int
    hits: tuple[Hit, ...]


class Marking(Struct, frozen=True):
    """What stands at the head and foot of every page."""

    text: str  # such as OFFICIAL or OFFICIAL-SENSITIVE
    organisation: str
    is_practice: bool
    is_draft: bool = False
    handling: str = ""  # what whoever holds the paper is to do with it

    @property
    def head(self) -> str:
        """Return the line at the head of the page."""
        return f"{self.text} — {self.organisation}" if self.organisation else self.text

    @property
    def watermarks(self) -> tuple[str, ...]:
        """Return what lies across every page."""
        found = (_("DRAFT") if self.is_draft else "",)
        return tuple(
            filter(None, (*found, _("PRACTICE DATA: NOT REAL") if self.is_practice else ""))
        )
