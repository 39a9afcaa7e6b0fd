"""What a contact note needs, and when a contact goes against a person's rules. Pure."""

from datetime import datetime

from casedesk.contacts.model import ContactKind, NewContactNote, contact_kind_text
from casedesk.i18n import _
from casedesk.people.model import SafeContact

_BY_NUMBER = (ContactKind.CALL, ContactKind.TEXT)
_COUNTRY = "44"


def note_problems(new: NewContactNote, now: datetime) -> dict[str, str]:
    """Return what stops a note from being saved, by field."""
    problems: dict[str, str] = {}
    if not new.note.strip():
        problems["note"] = _("Write what was said or done.")
    if new.case_id is None and new.person_id is None:
        problems["case"] = _("Choose the case or the person of this note.")
    if new.at is not None and new.at > now:
        problems["at"] = _("The contact must not lie in the future.")
    return problems


def contact_warnings(
    safe: SafeContact, kind: ContactKind, number_used: str | None = None
) -> list[str]:
    """Return a sentence for each way in which a contact goes against a person's rules.

    Warnings stop nothing: the note may be about a contact that has happened.
    Source: what the person said; SafeLives' Marac referral form (2015) asks for it in these parts
    (telephone, whether and when it is safe to call, who it is safe and not safe to talk to).

    Args:
        safe: how the person can be reached without danger. Where `how` is a kind of
            contact, that one alone is safe ("text only"); other words are for people.
        kind: how the person is or was contacted.
        number_used: the number, for calls and text messages; blanks do not count.
    """
    found: list[str] = []
    allowed = next((k for k in ContactKind if k == (safe.how or "").strip()), None)
    if allowed is not None and allowed is not kind:
        text = _("This person may be contacted in one way only: {how}.")
        found.append(text.format(how=contact_kind_text(allowed)))
    by_number = kind in _BY_NUMBER and bool(safe.number) and bool((number_used or "").strip())
    if by_number and number_key(number_used) != number_key(safe.number):
        found.append(_("This is not the number that is safe for this person."))
    if safe.who_must_not_answer and kind in {ContactKind.CALL, ContactKind.VISIT}:
        text = _("{who} must not answer.")
        found.append(text.format(who=safe.who_must_not_answer.strip().rstrip(".")))
    return found


def number_key(number: str | None) -> str:
    """Return what two spellings of one telephone number share: its digits from the 0 on."""
    digits = "".join(sign for sign in number or "" if sign.isdigit())
    return digits.removeprefix("00").removeprefix(_COUNTRY).lstrip("0")
