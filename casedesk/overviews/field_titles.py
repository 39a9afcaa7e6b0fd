"""What a corrected field is called in a timeline."""

from casedesk.i18n import _


def field_title(field: str) -> str:
    """Return the name of a stored field in words; its own where there is none."""
    titles = _of_telling() | _of_the_rest()
    return titles.get(field, field.replace("_", " "))


def _of_telling() -> dict[str, str]:
    return {
        "note": _("note"),
        "what": _("what happened"),
        "reason": _("what happened"),
        "minutes": _("minutes"),
        "task": _("task"),
        "outcome": _("outcome"),
        "outcome_note": _("outcome"),
        "received_on": _("date received"),
        "happened_on": _("date of the incident"),
        "happened_at": _("time of the incident"),
        "told_at": _("time of the report"),
        "told_by": _("who told"),
        "told_to": _("who was told"),
        "at": _("time of the contact"),
        "kind": _("kind of contact"),
        "number_used": _("number used"),
        "was_safe": _("whether it was safe"),
        "said_by": _("who said it"),
    }


def _of_the_rest() -> dict[str, str]:
    return {
        "agencies": _("referring agencies"),
        "criteria": _("criteria met"),
        "referrer_name": _("referrer"),
        "referrer_telephone": _("telephone of the referrer"),
        "children_in_household": _("children in the household"),
        "lead_agency_id": _("lead agency"),
        "agency_id": _("agency"),
        "owner": _("owner"),
        "told_and_wants": _("what the person was told and wants"),
        "safe_to_tell": _("whether it is safe to tell"),
        "lawful_basis_id": _("lawful basis"),
        "due_on": _("due date"),
        "set_on": _("date set"),
        "closed_on": _("date closed"),
        "close_reason": _("reason for closing"),
        "on_hold": _("hold against erasing"),
        "status": _("state"),
        "score": _("score"),
        "band": _("risk level"),
        "assessed_on": _("date assessed"),
        "answers": _("answers"),
        "judgement_reason": _("professional judgement"),
    }
