"""Contact notes as the rest of CaseDesk sees them: plain values, no database."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from casedesk.i18n import _, with_commas
from casedesk.people.model import SafeContact
from casedesk.workspace.model import Correction


class ContactKind(StrEnum):
    """How somebody was in touch; the value is what the partnership file stores."""

    CALL = "call"
    VISIT = "visit"
    LETTER = "letter"
    TEXT = "text"
    EMAIL = "email"


class WasSafe(StrEnum):
    """Whether the contact was safe for the person."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


def contact_kind_text(kind: ContactKind) -> str:
    """Return a kind of contact in words."""
    return {
        ContactKind.CALL: _("Call"),
        ContactKind.VISIT: _("Visit"),
        ContactKind.LETTER: _("Letter"),
        ContactKind.TEXT: _("Text message"),
        ContactKind.EMAIL: _("Email"),
    }[kind]


def way_of_contact(safe: SafeContact) -> str:
    """Return how a person may be reached: "Text message only, 07700 900461"; empty if not said."""
    kind = next((one for one in ContactKind if one == (safe.how or "").strip()), None)
    how = _("{how} only").format(how=contact_kind_text(kind)) if kind else (safe.how or "").strip()
    return with_commas(how, (safe.number or "").strip())


def rules_of_contact(safe: SafeContact) -> str:
    """Return when, and who must not answer: "Weekdays 10:00–14:00. Gareth must not answer."."""
    sentences = [(safe.when or "").strip().rstrip(".")]
    if (safe.who_must_not_answer or "").strip():
        who = (safe.who_must_not_answer or "").strip().rstrip(".")
        sentences.append(_("{who} must not answer").format(who=who))
    return " ".join(f"{one}." for one in sentences if one)


class NewContactNote(Struct, frozen=True):
    """What is typed of a contact: with a case, a person or both.

    `at` is when the contact was, None: now. `said_by` is who said what the note holds;
    `next_contact_on` a local day.
    """

    kind: ContactKind
    note: str
    case_id: int | None = None
    person_id: int | None = None
    at: datetime | None = None
    number_used: str | None = None
    was_safe: WasSafe | None = None
    said_by: str | None = None
    next_contact_on: date | None = None


class ContactNote(Struct, frozen=True):
    """One contact note; `recorded_at` is when it was written, `at` when it happened."""

    id: int
    version: int
    kind: ContactKind
    note: str
    case_id: int | None
    person_id: int | None
    at: datetime
    number_used: str | None
    was_safe: WasSafe | None
    said_by: str | None
    next_contact_on: date | None
    recorded_at: datetime
    recorded_by: str
    corrections: tuple[Correction, ...] = ()
