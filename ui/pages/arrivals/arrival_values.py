"""What arrived as the first draft of a referral: the answers of a form in their fields.

What an answer has wrong with it is kept where it was typed, if its box can hold it, and always in
the sentence that says so.
"""

import json
from datetime import date
from typing import Any

from casedesk.arrivals.form_fields import OTHERS, form_sections
from casedesk.arrivals.model import Arrival, FormAnswers
from casedesk.forums.catalogue import forums
from casedesk.i18n import _
from casedesk.people.model import shown_name

ARRIVAL = "arrival"  # the name of the panel among the controls of the form
# Where in the intake form an answer stands; a person's answers stand at their name.
_PLACES = {
    "agency": "agencies", "received": "received_on", "subject_born": "subject_born",
    "children": "children_in_household", "risk_tool": "risk_tool_id", "risk_score": "risk_score",
    "happened": "happened_on", "told": "told_and_wants", "safe": "safe_to_tell",
    "basis": "lawful_basis_id", "postcode": "postcode",
}  # fmt: skip
_PERSON = {
    "subject_gender": "gender", "subject_ethnicity": "ethnicity", "subject_disabled": "disabled",
    "subject_lgbt": "lgbt", "subject_language": "language", "subject_interpreter": "interpreter",
    "subject_known_as": "known_as", "subject_address": "address", "subject_postcode": "postcode",
    "subject_protected": "protected", "safe_how": "safe_how", "safe_number": "safe_number",
    "safe_when": "safe_when", "safe_not": "safe_not",
}  # fmt: skip
_PLAIN = {
    "referrer_name": "referrer_name", "referrer_telephone": "referrer_telephone",
    "address": "address", "postcode": "postcode", "judgement": "judgement", "reason": "reason",
    "told_note": "told_note", "safe_note": "safe_note", "risk_tool": "risk_tool", "told": "told",
    "safe": "safe", "basis": "basis",
}  # fmt: skip


def first_draft(arrival: Arrival) -> str:
    """Return the draft of a referral that is made of a file, as the form writes drafts."""
    form = arrival.form
    if form is None:
        return json.dumps({ARRIVAL: {"faults": []}})
    return json.dumps({**_content(form), ARRIVAL: {"faults": _faults(form)}})


def _content(form: FormAnswers) -> dict[str, Any]:
    values = form.values
    content: dict[str, Any] = {name: values[key] for key, name in _PLAIN.items() if key in values}
    if "agency" in values:
        content["agencies"] = [[values["agency"], "1"]]
    for key in ("received", "happened"):
        content[key] = _day(form, key)
    content["risk_score"] = form.typed.get("risk_score", "")
    subject = {name: values[key] for key, name in _PERSON.items() if key in values}
    subject |= {"name": _name(form, "subject"), "born": _day(form, "subject_born")}
    content["subject"] = {"typed": subject, "person": None, "refused": []}
    numbers = (number for number in range(1, OTHERS + 1) if _is_named(form, number))
    people = [_other(form, f"other_{number}") for number in numbers]
    content["others"] = {"people": people, "children": form.typed.get("children", "")}
    content["criteria"] = {
        one.id: [bool(values.get(f"met_{one.id}")), values.get(f"evidence_{one.id}", "")]
        for one in forums()[form.forum_id].criteria
    }
    return {**content, "forum": form.forum_id}


def _other(form: FormAnswers, start: str) -> dict[str, Any]:
    return {
        "typed": {"name": _name(form, start), "born": _day(form, f"{start}_born")},
        "person": None,
        "refused": [],
        "role": form.values.get(f"{start}_role"),
        "relationship": form.values.get(f"{start}_relationship"),
    }


def _is_named(form: FormAnswers, number: int) -> bool:
    return any(name.startswith(f"other_{number}_") for name in form.typed)


def _name(form: FormAnswers, start: str) -> str:
    """Return the full name as it is typed in one box; a surname of several words with a comma."""
    typed = form.typed
    forenames, surname = typed.get(f"{start}_forenames", ""), typed.get(f"{start}_surname", "")
    if surname and (" " in surname or not forenames):
        return f"{surname}, {forenames}".strip()
    return shown_name(forenames, surname)


def _day(form: FormAnswers, name: str) -> list[str]:
    """Return a day as it stands in its three boxes; what is none stands in the first."""
    value = form.values.get(name)
    if isinstance(value, date):
        return [str(value.day), str(value.month), str(value.year), "", ""]
    return [form.typed.get(name, ""), "", "", "", ""]


def _faults(form: FormAnswers) -> list[list[str]]:
    """Return, in the order of the form, where each wrong answer belongs and what to do about it."""
    fields = {
        one.name: one for part in form_sections(forums()[form.forum_id]) for one in part.fields
    }
    text = _("{field}: {problem} The form says “{typed}”.")
    return [
        [
            _place(form, name),
            text.format(field=field.label, problem=form.problems[name], typed=form.typed[name]),
        ]
        for name, field in fields.items()
        if name in form.problems
    ]


def _place(form: FormAnswers, name: str) -> str:
    if name.startswith("other_"):
        number = int(name.split("_")[1])
        line = sum(_is_named(form, one) for one in range(1, number + 1))
        return f"born_{line}" if name.endswith("_born") else "others"
    return _PLACES.get(name, "subject")
