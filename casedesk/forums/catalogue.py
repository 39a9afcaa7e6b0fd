"""Forums as data: who is heard, why, by whom, and when a case counts as a repeat."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from casedesk.catalogue_file import Entry
from casedesk.catalogue_folder import Described, Labelled, index_of, read_folder
from casedesk.catalogue_names import NameIndex
from casedesk.resource_files import resource_path


class SubjectKind(StrEnum):
    """What a forum hears about."""

    VICTIM = "victim"
    PERPETRATOR = "perpetrator"
    PLACE = "place"
    GROUP = "group"


class RepeatAnchor(StrEnum):
    """The day from which the months of a repeat are counted."""

    REFERRAL = "referral"
    MEETING = "meeting"
    INCIDENT = "incident"


class RepeatParties(StrEnum):
    """Which people an earlier case must share to make this one a repeat."""

    ALL = "all"
    ANY = "any"
    SUBJECT_ONLY = "subject_only"


class CaseContent(StrEnum):
    """How much of a case the forum may keep in CaseDesk."""

    FULL = "full"
    POINTER_ONLY = "pointer_only"
    REDACTED = "redacted"
    NONE = "none"


class RepeatRule(Entry, frozen=True, kw_only=True):
    """A case is a repeat if the same people were before this forum within `months`."""

    months: int
    anchor: RepeatAnchor
    parties: RepeatParties


class PersonRole(Labelled, frozen=True, kw_only=True):
    """What a person can be in a case of this forum."""

    subject: bool = False
    causes_harm: bool = False
    child: bool = False


class Criterion(Labelled, frozen=True, kw_only=True):
    """A reason for referral; a referral can meet several."""

    needs_reason: bool = False
    from_score: int | None = None


class Outcome(Labelled, frozen=True, kw_only=True):
    """How a referral or discussion can end."""

    accepted: bool = True
    ends_case: bool = False


class Forum(Described, frozen=True, kw_only=True):
    """One kind of meeting; references begin with `reference_prefix` (see `forums.model`)."""

    short_title: str
    reference_prefix: str = ""
    purpose: str
    subject_kinds: tuple[SubjectKind, ...]
    subject_label: str
    person_roles: tuple[PersonRole, ...]
    meeting_roles: tuple[Labelled, ...]
    criteria: tuple[Criterion, ...]
    outcomes: tuple[Outcome, ...]
    agencies: tuple[str, ...]
    cadence: str = ""
    statutory_basis: str = ""
    lawful_basis: str
    default_risk_tool: str = ""
    repeat: RepeatRule | None = None
    succeeded_by: str = ""
    content: CaseContent = CaseContent.FULL

    def role(self, role_id: str) -> PersonRole | None:
        """Return the role with this id, or None."""
        return next((role for role in self.person_roles if role.id == role_id), None)


def read_forums(folder: Path) -> Mapping[str, Forum]:
    """Read the forums of `folder` by id."""
    return read_folder(folder, Forum)


@cache
def forums() -> Mapping[str, Forum]:
    """Return every shipped forum by id."""
    return read_forums(resource_path("catalogues", "forums"))


@cache
def forum_names() -> NameIndex:
    """Return the index of forums by id, title or alias."""
    return index_of(forums())
