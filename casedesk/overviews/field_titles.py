"""What a corrected field is called in a timeline."""

from casedesk.i18n import _


def field_title(field: str) -> str:
    """Return the name of a stored field in words; its own where there is none."""
    return field_titles().get(field, field.replace("_", " "))


def field_titles() -> dict[str, str]:
    """Return the names of all stored fields that can be corrected."""
    of_cases = _of_telling() | _of_the_rest() | _of_people() | _of_powers() | _of_links()
    return of_cases | _of_meetings()


def _of_telling() -> dict[str, str]:
    return {
        "note": _("note"),
        "title": _("title"),
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
        "professional_judgement": _("professional judgement of the referrer"),
        "risk_tool_id": _("risk tool"),
        "risk_score": _("score"),
        "told_note": _("in the person's own words"),
        "safe_note": _("why it is safe or not to tell"),
        "status_reason": _("reason for the state"),
        "repeat_denied_reason": _("why it is not a repeat"),
        "place_id": _("place"),
    }


def _of_people() -> dict[str, str]:
    return {
        "surname": _("surname"),
        "forenames": _("forenames"),
        "known_as": _("known as"),
        "born_on": _("born"),
        "born_certainty": _("how sure the birth date is"),
        "gender": _("gender"),
        "ethnicity_group": _("ethnicity"),
        "ethnicity_detail": _("ethnicity, detail"),
        "disabled": _("disabled"),
        "lgbt": _("LGBT+"),
        "language": _("language"),
        "interpreter": _("interpreter"),
        "safe_contact_how": _("safe contact: the only way"),
        "safe_contact_number": _("safe number"),
        "safe_contact_when": _("safe when"),
        "safe_contact_not": _("who must not answer"),
        "address": _("address"),
        "postcode": _("postcode"),
        "area": _("area"),
        "name": _("other name"),
        "protected": _("protection of the address"),
        "from_on": _("lives there since"),
        "role": _("part in the case"),
        "forum_role_id": _("part in the case"),
        "relationship_kind": _("relationship to the subject"),
        "on_day": _("day of the step"),
        "step_id": _("step"),
        "breached_on": _("day of the breach"),
    }


def _of_powers() -> dict[str, str]:
    return {
        "applicant": _("who applied for it or issued it"),
        "issued_on": _("day issued"),
        "issued_at": _("time issued"),
        "served_at": _("time served"),
        "granted_on": _("day granted"),
        "ends_on": _("end of the term"),
        "length_id": _("how long it lasts"),
        "terms": _("terms"),
        "consultation_held_on": _("day of the consultation"),
        "safeguarding_checklist_on": _("day of the safeguarding checklist"),
        "exit_meeting_on": _("day of the exit meeting"),
        "past_limit_reason": _("why it goes past a limit"),
        "settled_on": _("day the deadline was answered"),
        "settled_note": _("answer to the deadline"),
    }


def _of_links() -> dict[str, str]:
    return {
        "case_id": _("case"),
        "person_id": _("person"),
        "meeting_id": _("meeting"),
        "forum_id": _("forum"),
        "opened_on": _("date opened"),
        "ended_on": _("last day"),
        "to_on": _("lived there until"),
        "urgent": _("urgent"),
        "notes": _("notes"),
        "how": _("how it was told"),
        "happened_when": _("when it happened, in words"),
        "next_contact_on": _("next contact"),
        "is_repeat": _("repeat"),
        "repeat_frozen_at": _("when it was settled whether it is a repeat"),
        "deferred_reason": _("why the case was put off"),
    }


def _of_meetings() -> dict[str, str]:
    return {
        "held_on": _("day of the meeting"),
        "starts_at": _("beginning of the meeting"),
        "place": _("place of the meeting"),
        "number": _("number of the meeting"),
        "statement": _("statement of confidentiality"),
        "cancelled_reason": _("why the meeting was cancelled"),
        "minutes_approved_on": _("day the minutes were approved"),
        "minutes_sent_on": _("day the minutes were sent"),
    }
