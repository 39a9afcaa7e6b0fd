"""Reports of incidents as the rest of CaseDesk sees them: plain values, no database."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from casedesk.i18n import _
from casedesk.workspace.model import Correction


class ToldHow(StrEnum):
    """How a report came in; the value is what the partnership file stores."""

    CALL = "call"
    VISIT = "visit"
    LETTER = "letter"
    TEXT = "text"
    EMAIL = "email"
    ONLINE = "online"
    IN_PERSON = "in_person"


def told_how_text(how: ToldHow) -> str:
    """Return in words how a report came in."""
    return {
        ToldHow.CALL: _("by telephone"),
        ToldHow.VISIT: _("on a visit"),
        ToldHow.LETTER: _("by letter"),
        ToldHow.TEXT: _("by text message"),
        ToldHow.EMAIL: _("by email"),
        ToldHow.ONLINE: _("online"),
        ToldHow.IN_PERSON: _("in person"),
    }[how]


class NewReport(Struct, frozen=True):
    """What is typed of a report: who told whom, how and when, and what happened.

    What was reported is a fact about the telling, not a finding. `happened_when` holds
    words where no moment is known ("most nights in October"). `told_at` None: now.
    """

    told_by: str
    told_to: str
    how: ToldHow
    what: str
    told_at: datetime | None = None
    agency_id: str | None = None
    happened_at: datetime | None = None
    happened_when: str | None = None
    place_id: int | None = None
    address: str = ""
    postcode: str | None = None
    case_id: int | None = None


class Report(Struct, frozen=True):
    """One report; `recorded_at` is when it was written, `told_at` when it was told."""

    id: int
    version: int
    told_by: str
    told_to: str
    how: ToldHow
    what: str
    told_at: datetime
    agency_id: str | None
    happened_at: datetime | None
    happened_when: str | None
    place_id: int | None
    place: str
    case_id: int | None
    recorded_at: datetime
    recorded_by: str
    corrections: tuple[Correction, ...] = ()
