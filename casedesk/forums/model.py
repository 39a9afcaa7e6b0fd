"""Forums as the rest of CaseDesk sees them: parts people play, the rules in force."""

from enum import StrEnum

from msgspec import Struct

from casedesk.forums.catalogue import Forum, PersonRole, RepeatRule


class Part(StrEnum):
    """What a person is to a case, whatever word the forum has for it."""

    SUBJECT = "subject"
    HARMING = "harming"
    CHILD = "child"
    OTHER = "other"


def part_of(role: PersonRole) -> Part:
    """Return the part that a role of a forum stands for."""
    if role.subject:
        return Part.SUBJECT
    if role.causes_harm:
        return Part.HARMING
    return Part.CHILD if role.child else Part.OTHER


def compared_parts(forum: Forum) -> frozenset[Part]:
    """Return whom the repeat rule compares beside the subject.

    The people causing harm; where the forum has no such role, everybody but children.
    """
    if any(role.causes_harm for role in forum.person_roles):
        return frozenset({Part.HARMING})
    return frozenset({Part.HARMING, Part.OTHER})


def reference_prefix(forum: Forum) -> str:
    """Return what references of a forum begin with: "M" of M-2026-014.

    Without one in the catalogue: its short title, words in capitals whole, others by
    their first letter. Two forums may share a prefix; their numbers then go on together.
    """
    if forum.reference_prefix:
        return forum.reference_prefix
    words = "".join(c if c.isalnum() else " " for c in forum.short_title).split()
    if len(words) == 1:
        return words[0].upper()
    return "".join(word if word.isupper() else word[0].upper() for word in words)


class ForumInUse(Struct, frozen=True):
    """A forum as this partnership works with it; `repeat` is None where no rule is set."""

    id: str
    title: str
    short_title: str
    in_use: bool
    repeat: RepeatRule | None
    repeat_is_own: bool
    version: int | None
