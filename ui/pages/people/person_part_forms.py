"""The plain forms of a person's other names, addresses and relations.

A record is named by a text, "address/12/5": which part of a person, its id, and what the page
that is at hand knows the person by. New ones are named by the latter alone.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit

from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _
from casedesk.people.catalogue import lists
from casedesk.people.model import Address, NameKind, OtherName, PersonDetails, PersonPart, Relation
from casedesk.people.service import (
    add_address,
    add_name,
    add_relation,
    correct_address,
    correct_name,
    correct_relation,
    end_address,
    end_relation,
    mark_address_in_error,
    mark_name_in_error,
    mark_relation_in_error,
    move_address,
    person_details,
    take_back_end,
    take_back_error,
    take_back_move,
)
from casedesk.workspace.workspace import Workspace
from ui.pages.parts.form_parts import choice, error_sheet, labelled, reason_ask
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.pages.people.person_at_hand import PeopleAtHand
from ui.widgets.date_field import DateField

Held = OtherName | Address | Relation


def _person(people: PeopleAtHand, link_id: int) -> PersonDetails:
    # Chosen in the list, which opened it.
    return person_details(people.workspace, people.person_of(link_id), opening=False)


def _found(people: PeopleAtHand, key: str) -> tuple[PersonDetails, PersonPart, Held]:
    """Return the person and the part of them that a text names."""
    part, record_id, link_id = key.split("/")
    person = _person(people, int(link_id))
    some: Mapping[PersonPart, tuple[Held, ...]] = {
        PersonPart.NAME: person.other_names,
        PersonPart.ADDRESS: person.addresses,
        PersonPart.RELATION: person.relations,
    }
    for held in some[PersonPart(part)]:
        if held.id == int(record_id):
            return person, PersonPart(part), held
    raise NotFoundError(_("This record is no longer there. Look at the list again."))


def _taken_back() -> str:
    return _("Entering it was taken back at once.")


# -- what is asked --


def _name_asks(held: OtherName | None) -> list[Ask]:
    kind = _("Kind of name")
    return [
        Ask("name", _("Name"), QLineEdit(), held and held.name, half=True),
        Ask("kind", kind, choice(kind, labelled(lists().name_kind)),
            NameKind.ALIAS if held is None else held.kind, half=True),
    ]  # fmt: skip


def _address_asks(people: PeopleAtHand, held: Address | None) -> list[Ask]:
    since = _("Lives there since") if held is None or held.to_on is None else _("Lived there from")
    return [
        Ask("address", _("Address"), QLineEdit(), held and held.address, half=True),
        Ask("postcode", _("Postcode"), QLineEdit(), held and held.postcode, half=True),
        Ask("from_on", since, DateField(since, today=people.workspace.today), held and held.from_on,
            if_known=True),
        Ask("protected", _("Protection"), QCheckBox(_("Protect this address")),
            held and held.protected),
    ]  # fmt: skip


def _relation_kind(held: Relation | None) -> Ask:
    kind = _("Is to the other person")
    box = choice(kind, labelled(lists().relationship))
    return Ask("kind", kind, box, held and held.kind)


# -- added --


def _add_name(people: PeopleAtHand, link_id: Any) -> Sheet:
    person = _person(people, link_id)

    def act(values: Values) -> Done:
        kind = NameKind(values["kind"] or NameKind.ALIAS)
        made = add_name(people.workspace, person.id, values["name"] or "", kind)
        undo = partial(mark_name_in_error, people.workspace, made, _taken_back())
        return Done(_("Name added."), undo)

    title = _("Another name of {name}").format(name=person.name)
    return Sheet(title, _name_asks(None), _("Add name"), act)


def _add_address(people: PeopleAtHand, link_id: Any) -> Sheet:
    person = _person(people, link_id)
    asks = _address_asks(people, None)
    before = person.address_now
    ended = _("Until then, the address was {address}: it ends on that day.")
    tick = QCheckBox(_("The present address ends"))
    if before is not None:
        hint = ended.format(address=before.address)
        asks.append(Ask("moved", _("Moved"), tick, held=True, hint=hint))

    def act(values: Values) -> Done:
        address = (values["address"] or "", values["postcode"])
        rest = {name: values[name] for name in ("protected", "from_on")}
        workspace, why = people.workspace, _taken_back()
        if before is not None and values["moved"]:
            made = move_address(workspace, before, *address, **rest)
            undo = partial(take_back_move, workspace, made, before.id, why)
        else:
            made = add_address(workspace, person.id, *address, **rest)
            undo = partial(mark_address_in_error, workspace, made, 1, why)
        return Done(_("Address added."), undo)

    title = _("Another address of {name}").format(name=person.name)
    return Sheet(title, asks, _("Add address"), act)


def _add_relation(people: PeopleAtHand, link_id: Any) -> Sheet:
    person = _person(people, link_id)
    other = _("Other person")
    box, hint = people.other_person(other, person.id)

    def act(values: Values) -> Done:
        problems = {
            name: text
            for name, text in (
                ("other", _("Choose the other person.")),
                ("kind", _("Choose what {name} is to the other person.")),
            )
            if values[name] is None
        }
        if problems:
            raise InputError(
                {name: text.format(name=person.name) for name, text in problems.items()}
            )
        made = add_relation(people.workspace, person.id, int(values["other"]), values["kind"])
        undo = partial(mark_relation_in_error, people.workspace, made, _taken_back())
        return Done(_("Relation added."), undo)

    asks = [_relation_kind(None), Ask("other", other, box, hint=hint)]
    title = _("Relation of {name}").format(name=person.name)
    return Sheet(title, asks, _("Add relation"), act)


# -- corrected, ended, in error --


def _correct(people: PeopleAtHand, key: Any) -> Sheet:
    person, _part, held = _found(people, key)
    if isinstance(held, OtherName):
        asks = _name_asks(held)
    elif isinstance(held, Address):
        asks = _address_asks(people, held)
    else:
        asks = [_relation_kind(held)]

    def act(values: Values) -> Done:
        why, workspace = values["reason"] or "", people.workspace
        if isinstance(held, OtherName):
            kind = NameKind(values["kind"] or held.kind)
            correct_name(workspace, held.id, values["name"] or "", kind, why)
        elif isinstance(held, Relation):
            correct_relation(workspace, held.id, values["kind"] or held.kind, why)
        else:
            correct_address(
                workspace,
                held.id,
                held.version,
                why,
                address=values["address"] or "",
                postcode=values["postcode"],
                protected=values["protected"],
                from_on=values["from_on"],
            )
        undo = partial(_as_before, workspace, person.id, held)
        return Done(_("Corrected. What was recorded before is kept."), undo)

    title = _("Correct: {what}").format(what=_said(person, held))
    return Sheet(title, [*asks, reason_ask()], _("Save correction"), act)


def _as_before(workspace: Workspace, person_id: int, held: Held) -> None:
    """Correct a name, an address or a relation to what was recorded before."""
    why = _("The correction was taken back.")
    if isinstance(held, OtherName):
        correct_name(workspace, held.id, held.name, held.kind, why)
    elif isinstance(held, Relation):
        correct_relation(workspace, held.id, held.kind, why)
    else:
        person = person_details(workspace, person_id, opening=False)
        now = next(one for one in person.addresses if one.id == held.id)
        correct_address(
            workspace,
            held.id,
            now.version,
            why,
            address=held.address,
            postcode=held.postcode,
            protected=held.protected,
            from_on=held.from_on,
        )


def _end(people: PeopleAtHand, key: Any) -> Sheet:
    person, part, held = _found(people, key)
    before = _last_day(held)

    def act(values: Values) -> Done:
        day = values["ended_on"]
        if day is None:
            raise InputError({"ended_on": _("Enter the day.")})
        try:
            if isinstance(held, Address):
                end_address(people.workspace, held.id, held.version, day)
            elif isinstance(held, Relation):
                end_relation(people.workspace, held.id, day)
        except InputError as error:
            raise InputError({"ended_on": error.problems["to_on"]}) from error
        undo = partial(take_back_end, people.workspace, part, held.id, before)
        return Done(_("End recorded."), undo)

    last = _("Last day")
    return Sheet(
        title=_("No longer so: {what}").format(what=_said(person, held)),
        asks=[Ask("ended_on", last, people.day(last), before or people.workspace.today())],
        save_text=_("Save end"),
        act=act,
    )


def _last_day(held: Held) -> date | None:
    if isinstance(held, Address):
        return held.to_on
    return held.ended_on if isinstance(held, Relation) else None


def _error(people: PeopleAtHand, key: Any) -> Sheet:
    person, part, held = _found(people, key)

    def mark(why: str) -> None:
        if isinstance(held, OtherName):
            mark_name_in_error(people.workspace, held.id, why)
        elif isinstance(held, Address):
            mark_address_in_error(people.workspace, held.id, held.version, why)
        else:
            mark_relation_in_error(people.workspace, held.id, why)

    undo = partial(take_back_error, people.workspace, part, held.id)
    return error_sheet(_said(person, held), mark, undo)


def _said(person: PersonDetails, held: Held) -> str:
    if isinstance(held, OtherName):
        return _("name {name}").format(name=held.name)
    if isinstance(held, Address):
        return _("address of {name}").format(name=person.name)
    return _("relation of {name} and {other}").format(name=person.name, other=held.other_name)


SHEETS: Mapping[str, Callable[[PeopleAtHand, Any], Sheet]] = {
    "add_name": _add_name,
    "add_address": _add_address,
    "add_relation": _add_relation,
    "correct_person_part": _correct,
    "end_person_part": _end,
    "person_part_error": _error,
}
