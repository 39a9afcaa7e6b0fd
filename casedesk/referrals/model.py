"""Referrals as the rest of CaseDesk sees them: plain values, no database."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct, field

from casedesk.i18n import _
from casedesk.people.model import NewPerson
from casedesk.workspace.model import Correction


class ReferralStatus(StrEnum):
    """What became of a referral; the value is what the partnership file stores."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    REDIRECTED = "redirected"


class Gap(StrEnum):
    """Something a referral should have but can be saved without: work for "Needs finishing"."""

    AGENCY = "agency"
    REFERRER = "referrer"
    SUBJECT_BORN = "subject_born"
    PERSON_CAUSING_HARM = "person_causing_harm"
    CRITERIA = "criteria"
    EVIDENCE = "evidence"
    REASON = "reason"
    TOLD_AND_WANTS = "told_and_wants"
    SAFE_TO_TELL = "safe_to_tell"
    LAWFUL_BASIS = "lawful_basis"


def gap_text(gap: Gap) -> str:
    """Return in words what is missing."""
    return {
        Gap.AGENCY: _("Which agency refers"),
        Gap.REFERRER: _("Who refers"),
        Gap.SUBJECT_BORN: _("When the person referred was born"),
        Gap.PERSON_CAUSING_HARM: _("Who causes harm"),
        Gap.CRITERIA: _("Which criteria are met"),
        Gap.EVIDENCE: _("The reasons for a criterion that needs them"),
        Gap.REASON: _("What has happened"),
        Gap.TOLD_AND_WANTS: _("What the person was told and wants"),
        Gap.SAFE_TO_TELL: _("Whether it is safe to tell the person"),
        Gap.LAWFUL_BASIS: _("The lawful basis for sharing"),
    }[gap]


class ReferringAgency(Struct, frozen=True):
    """An agency that refers; its share is its weight among those of all that refer."""

    agency_id: str
    weight: float = 1.0


class Involved(Struct, frozen=True):
    """Somebody named in a referral besides its subject.

    `person` is the id of somebody recorded, or what was typed; `role_id` is a role of
    the forum; `relationship` to the subject is an id of the list of relationships.
    """

    person: int | NewPerson
    role_id: str
    relationship: str | None = None
    note: str | None = None


class CriterionMet(Struct, frozen=True):
    """A criterion of the forum that the referral meets, with the evidence for it."""

    criterion_id: str
    evidence: str = ""


class ReferralFields(Struct, frozen=True):
    """The plain answers of a referral: what a form shows and a correction may change.

    Days are local calendar days. `told_and_wants`, `safe_to_tell` and `lawful_basis_id`
    are the three separate facts of lawful sharing. Risk is as the referrer states it.
    """

    received_on: date | None = None
    referrer_name: str | None = None
    referrer_telephone: str | None = None
    practitioner_id: int | None = None
    reason: str = ""
    happened_on: date | None = None
    children_in_household: int | None = None
    risk_tool_id: str | None = None
    risk_score: int | None = None
    professional_judgement: str | None = None
    told_and_wants: str | None = None
    told_note: str | None = None
    safe_to_tell: str | None = None
    safe_note: str | None = None
    lawful_basis_id: str | None = None
    outcome: str | None = None


class NewReferral(Struct, frozen=True):
    """What is typed of a referral.

    `subject` is the id of somebody recorded, what was typed, or None where the forum
    hears about a place. Without a `reference` the next one of the forum's year is given.
    A `not_a_repeat_reason` says that the banner was read and why it is no repeat. `different` are
    pairs of recorded people that were looked at and are two.
    """

    forum_id: str
    fields: ReferralFields
    subject: int | NewPerson | None = None
    agencies: tuple[ReferringAgency, ...] = ()
    others: tuple[Involved, ...] = ()
    criteria: tuple[CriterionMet, ...] = ()
    reference: str | None = None
    place_id: int | None = None
    address: str = ""
    postcode: str | None = None
    not_a_repeat_reason: str = ""
    different: tuple[tuple[int, int], ...] = ()


class AgencyShare(Struct, frozen=True):
    """An agency's share of a referral; the shares add up to 1."""

    agency_id: str
    title: str
    weight: float
    is_lead: bool


class RepeatAnswer(Struct, frozen=True):
    """Whether a referral is a repeat, why, and whether that is settled for good."""

    is_repeat: bool
    of_id: int | None
    of_reference: str | None
    rule: str | None
    denied_reason: str | None
    frozen_at: datetime | None


class ReferralDetails(Struct, frozen=True):
    """Everything that is recorded of one referral."""

    id: int
    version: int
    reference: str
    forum_id: str
    case_id: int
    status: ReferralStatus
    status_reason: str | None
    fields: ReferralFields
    agencies: tuple[AgencyShare, ...]
    criteria: tuple[CriterionMet, ...]
    repeat: RepeatAnswer
    gaps: tuple[Gap, ...]
    place_id: int | None
    recorded_at: datetime
    corrections: tuple[Correction, ...] = field(default=())
