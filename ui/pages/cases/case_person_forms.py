"""The plain forms of the people in a case: who they are, and what they are in it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from casedesk.cases.model import PartInCase, PersonInCase
from casedesk.cases.people_in_case import (
    add_person_to_case,
    correct_person_in_case,
    end_person_in_case,
    mark_person_in_error,
    take_back_person_error,
)
from casedesk.cases.taking_back import take_back_person
from casedesk.catalogue_folder import Labelled
from casedesk.contacts.model import ContactKind, contact_kind_text
from casedesk.errors import InputError
from casedesk.forums.model import Part, part_of
from casedesk.forums.service import the_forum
from casedesk.i18n import _
from casedesk.interventions.person_changes import correct_person
from casedesk.people.catalogue import lists
from casedesk.people.model import PersonDetails
from casedesk.people.service import person_details
from casedesk.referrals.model import Involved
from ui.pages.cases.case_at_hand import Build, Case
from ui.pages.parts.form_parts import choice, error_sheet, labelled, reason_ask, words
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.pages.people.person_at_hand import PeopleAtHand
from ui.pages.people.person_entry import PersonEntry
from ui.pages.people.person_fields import born_of, ethnicity_box, typed_born
from ui.widgets.choice_box import Choice
from ui.widgets.date_field import DateField


def _part_asks(case: Case, held: PersonInCase | None) -> list[Ask]:
    """Ask for role, relationship and note; the subject of the case keeps the role."""
    roles = [one for one in the_forum(case.page.case.forum_id).person_roles if not one.subject]
    part, related = _("Part in the case"), _("Relationship to the subject")
    asks = [
        Ask("role", part, choice(part, labelled(roles)), held and held.role_id, half=True),
        Ask("relationship", related,
            choice(related, labelled(lists().relationship), none=_("Not recorded")),
            held and held.relationship, half=True),
        Ask("note", _("Note"), words(2), held and held.note, if_known=True),
    ]  # fmt: skip
    return asks[2:] if held is not None and held.part is Part.SUBJECT else asks


def _add_person(case: Case, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        if values["person"] is None:
            raise InputError({"person": _("Enter the name of the person.")})
        if values["role"] is None:
            raise InputError({"role": _("Choose what the person is in this case.")})
        new = Involved(values["person"], values["role"], values["relationship"], values["note"])
        link = add_person_to_case(case.workspace, case.id, new)
        return Done(_("Person added."), partial(take_back_person, case.workspace, link))

    name = _("Person")
    return Sheet(
        title=_("Add a person"),
        asks=[Ask("person", name, PersonEntry(case.workspace, name)), *_part_asks(case, None)],
        save_text=_("Add person"),
        act=act,
    )


def _correct_part(case: Case, link_id: Any) -> Sheet:
    held = case.link(link_id)

    def act(values: Values) -> Done:
        role = values.get("role") or held.role_id or _subject_role(case)
        related = values.get("relationship", held.relationship)
        new = PartInCase(role, related, values["note"])
        why = values["reason"] or ""
        correct_person_in_case(case.workspace, link_id, new, why, held.version)
        before = PartInCase(held.role_id or role, held.relationship, held.note)
        back = _("The correction was taken back.")
        undo = partial(correct_person_in_case, case.workspace, link_id, before, back)
        return Done(_("Part in the case corrected."), undo)

    return Sheet(
        title=_("Part in the case: {name}").format(name=held.name),
        asks=[*_part_asks(case, held), reason_ask()],
        save_text=_("Save correction"),
        act=act,
    )


def _subject_role(case: Case) -> str:
    roles = the_forum(case.page.case.forum_id).person_roles
    return next((one.id for one in roles if one.subject), "")


def correct_person_sheet(people: PeopleAtHand, link_id: Any) -> Sheet:
    """Return the form that corrects a person of a case, or the one whose page it is."""
    # Chosen in the list, which opened it.
    held = person_details(people.workspace, people.person_of(link_id), opening=False)
    born = _BirthDate(_("Born"), partial=True, unknown=True)

    def act(values: Values) -> Done:
        why, typed = values.pop("reason") or "", values.pop("born_on")
        group, _dot, detail = (values.pop("ethnicity") or "").partition(".")
        values |= {"ethnicity_group": group or None, "ethnicity_detail": detail or None}
        if typed is not None:  # an empty box changes nothing
            values["born_on"], values["born_certainty"] = born_of(typed)
            if values["born_on"] == held.born_on and held.born_certainty is None:
                del values["born_certainty"]
        correct_person(people.workspace, held.id, held.version, why, **values)
        undo = partial(_as_before, people, held, tuple(values))
        return Done(_("Person corrected. What was recorded before is kept."), undo)

    return Sheet(
        title=_("Correct a person"),
        asks=[
            Ask("surname", _("Surname"), QLineEdit(), held.surname, half=True),
            Ask("forenames", _("Forenames"), QLineEdit(), held.forenames, half=True),
            Ask("known_as", _("Known as"), QLineEdit(), held.known_as, if_known=True),
            Ask("born_on", _("Born"), born, typed_born(held.born_on, held.born_certainty),
                if_known=True),
            *_answer_asks(held),
            *_contact_asks(held),
            reason_ask(),
        ],
        save_text=_("Save correction"),
        act=act,
    )  # fmt: skip


def _as_before(people: PeopleAtHand, held: PersonDetails, names: Sequence[str]) -> None:
    """Correct a person to what was recorded before, in these fields."""
    safe = held.safe_contact
    of_contact = {
        "safe_contact_how": safe.how,
        "safe_contact_number": safe.number,
        "safe_contact_when": safe.when,
        "safe_contact_not": safe.who_must_not_answer,
    }
    before = {
        name: of_contact[name] if name in of_contact else getattr(held, name) for name in names
    }
    now = person_details(people.workspace, held.id, opening=False)
    why = _("The correction was taken back.")
    correct_person(people.workspace, held.id, now.version, why, **before)


def _answer_asks(held: PersonDetails) -> list[Ask]:
    def of_list(some: tuple[Labelled, ...], name: str) -> QWidget:
        return choice(name, labelled((*some, *lists().unknown)), none=_("Not recorded"))

    parts = (held.ethnicity_group, held.ethnicity_detail)
    interpreter = _("Interpreter")
    return [
        Ask("ethnicity", _("Ethnicity"), ethnicity_box(_("Ethnicity"), empty=_("Not recorded")),
            ".".join(part for part in parts if part) or None),
        Ask("gender", _("Gender"), of_list(lists().gender, _("Gender")), held.gender, half=True),
        Ask("disabled", _("Disabled"), of_list(lists().yes_no, _("Disabled")), held.disabled,
            half=True),
        Ask("lgbt", _("LGBT+"), of_list(lists().yes_no, _("LGBT+")), held.lgbt, half=True),
        Ask("language", _("Language"), QLineEdit(), held.language, if_known=True, half=True),
        Ask("interpreter", interpreter,
            choice(interpreter, labelled(lists().interpreter), none=_("Not recorded")),
            held.interpreter),
    ]  # fmt: skip


def _contact_asks(held: PersonDetails) -> list[Ask]:
    safe = held.safe_contact
    ways = [Choice(kind, contact_kind_text(kind)) for kind in ContactKind]
    if safe.how and safe.how not in set(ContactKind):
        ways.append(Choice(safe.how, safe.how))  # other words than a kind of contact
    how = _("Safe contact: the only way")
    return [
        Ask("safe_contact_how", how, choice(how, ways, none=_("Not limited")), safe.how, half=True),
        Ask("safe_contact_number", _("Safe number"), QLineEdit(), safe.number, if_known=True,
            half=True),
        Ask("safe_contact_when", _("Safe when"), QLineEdit(), safe.when, if_known=True, half=True),
        Ask("safe_contact_not", _("Who must not answer"), QLineEdit(), safe.who_must_not_answer,
            if_known=True, half=True),
    ]  # fmt: skip


class _BirthDate(DateField):
    """Gives what was typed, with how sure it is."""

    def value(self) -> Any:
        return self.typed()


def _end_person(case: Case, link_id: Any) -> Sheet:
    held = case.link(link_id)

    def act(values: Values) -> Done:
        end_person_in_case(case.workspace, link_id, values["ended_on"], held.version)
        return Done(_("The person is no longer part of the case."), _back(case, held))

    return Sheet(
        title=_("No longer part of the case: {name}").format(name=held.name),
        asks=[Ask("ended_on", _("From"), case.day(_("From")), case.workspace.today())],
        save_text=_("Save end"),
        act=act,
    )


def _person_error(case: Case, link_id: Any) -> Sheet:
    held = case.link(link_id)
    return error_sheet(
        _("{name} in this case").format(name=held.name),
        lambda why: mark_person_in_error(case.workspace, link_id, why, held.version),
        undo=partial(take_back_person_error, case.workspace, link_id),
    )


def _back(case: Case, held: PersonInCase) -> "partial[int]":
    """Return what puts somebody back into the case as they were."""
    roles = the_forum(case.page.case.forum_id).person_roles
    role = held.role_id or next((one.id for one in roles if part_of(one) is held.part), "")
    as_before = Involved(held.person_id, role, held.relationship, held.note)
    return partial(add_person_to_case, case.workspace, case.id, as_before)


SHEETS: Mapping[str, Build] = {
    "add_person": _add_person,
    "correct_person": correct_person_sheet,
    "correct_part": _correct_part,
    "end_person": _end_person,
    "person_error": _person_error,
}
