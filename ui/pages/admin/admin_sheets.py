"""The forms of the page "Admin": each says what it changes and how it is taken back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from PySide6.QtWidgets import QLineEdit

from casedesk.actions.leaving import (
    open_actions_of,
    open_elsewhere,
    practitioner_leaves,
    take_back_leaving,
)
from casedesk.actions.model import ActionSummary
from casedesk.agencies.model import Practitioner, PractitionerFields
from casedesk.agencies.service import (
    add_practitioner,
    agency_title,
    correct_practitioner,
    drop_own_name,
    mark_practitioner_in_error,
    name_agency,
    own_names,
    practitioners,
    take_back_dropped_name,
    take_back_practitioner_error,
)
from casedesk.documents.letterhead import Letterhead, letterhead, set_letterhead
from casedesk.errors import InputError, NotFoundError
from casedesk.forums.catalogue import RepeatAnchor, RepeatParties, RepeatRule
from casedesk.forums.model import ForumInUse
from casedesk.forums.service import forum_settings, set_repeat_rule, use_catalogue_rule
from casedesk.i18n import _, ngettext
from casedesk.workspace.service import name_partnership
from casedesk.workspace.workspace import Workspace
from ui.pages.admin.admin_marking import marking_sheet
from ui.pages.parts.form_parts import agency_choice, choice, error_sheet, reason_ask, words
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.table_models.admin_table import anchor_texts, parties_texts, rule_text
from ui.text_format import number, short_date
from ui.widgets.choice_box import Choice
from ui.widgets.date_field import DateField

_ACTIONS_SHOWN = 12
_NEVER = "never"


class AdminSheets:
    """Gives the form of a kind for a record."""

    def __init__(self, workspace: Workspace) -> None:
        """Belong to an open file."""
        self._workspace = workspace
        self._kinds: dict[str, Callable[[Any], Sheet]] = {
            "organisation": self._organisation,
            "marking": partial(marking_sheet, workspace),
            "letterhead": self._letterhead,
            "rule": self._rule,
            "add_name": self._add_name,
            "drop_name": self._drop_name,
            "add_practitioner": self._add_practitioner,
            "correct_practitioner": self._correct_practitioner,
            "leaves": self._leaves,
            "practitioner_error": self._practitioner_error,
        }

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form.

        Raises:
            NotFoundError: what it is for is no longer there.
        """
        return self._kinds[kind](record)

    def add(self, kind: str, sheet: Callable[[Any], Sheet]) -> None:
        """Know one more kind of form."""
        self._kinds[kind] = sheet

    def practitioner(self, practitioner_id: int) -> Practitioner:
        """Return a practitioner as recorded now.

        Raises:
            NotFoundError: there is none.
        """
        found = practitioners(self._workspace, with_left=True)
        return _the(next((one for one in found if one.id == practitioner_id), None))

    def forum(self, forum_id: str) -> ForumInUse:
        """Return a forum as it is set now."""
        found = forum_settings(self._workspace)
        return _the(next((one for one in found if one.id == forum_id), None))

    def _organisation(self, _record: Any) -> Sheet:
        file, user = self._workspace.file, self._workspace.user

        def act(values: Values) -> Done:
            name_partnership(
                self._workspace, values["organisation"] or "", values["user_name"] or ""
            )
            undo = partial(name_partnership, self._workspace, file.organisation, user.name)
            return Done(_("Saved. It stands on every page and every document from now on."), undo)

        asks = [
            Ask("organisation", _("Name of the partnership"), QLineEdit(), file.organisation),
            Ask("user_name", _("Your name"), QLineEdit(), user.name),
        ]
        return Sheet(_("Names"), asks, _("Save names"), act)

    def _letterhead(self, _record: Any) -> Sheet:
        held = letterhead(self._workspace)

        def act(values: Values) -> Done:
            set_letterhead(self._workspace, Letterhead(values["address"] or "", held.logo))
            undo = partial(set_letterhead, self._workspace, held)
            return Done(_("Saved. The lines stand on letters from now on."), undo)

        hint = _("Address, telephone, email: as they are to stand below the name.")
        asks = [Ask("address", _("Lines below the name"), words(5), held.address, hint=hint)]
        return Sheet(_("Letterhead"), asks, _("Save lines"), act)

    def _rule(self, forum_id: str) -> Sheet:
        forum = self.forum(forum_id)

        def act(values: Values) -> Done:
            set_repeat_rule(self._workspace, forum_id, _rule_typed(values), values["reason"] or "")
            undo = partial(self.put_rule_back, forum)
            return Done(_("Repeat rule set. Referrals from now on follow it."), undo)

        intro = _("Now: {rule}. Referrals entered before keep the answer they were given.")
        return Sheet(
            _("Repeat rule: {forum}").format(forum=forum.short_title),
            _rule_asks(forum),
            _("Save rule"),
            act,
            intro.format(rule=rule_text(forum.repeat)),
        )

    def put_rule_back(self, before: ForumInUse) -> None:
        """Give a forum the repeat rule again that it had."""
        why = _("The change was taken back.")
        if before.repeat_is_own:
            set_repeat_rule(self._workspace, before.id, before.repeat, why)
        else:
            use_catalogue_rule(self._workspace, before.id, why)

    def _add_name(self, agency_id: str) -> Sheet:
        def act(values: Values) -> Done:
            known = {one.id for one in own_names(self._workspace)}
            name_agency(self._workspace, values["name"] or "", agency_id)
            made = [one.id for one in own_names(self._workspace) if one.id not in known]
            why = _("Entering it was taken back at once.")
            undo = partial(drop_own_name, self._workspace, made[0], why) if made else None
            return Done(_("Name added. Imports and search know it from now on."), undo)

        title = _("A name of ours for {agency}").format(agency=agency_title(agency_id))
        hint = _("As it stands in your workbooks and letters.")
        return Sheet(title, [Ask("name", _("Name"), QLineEdit(), hint=hint)], _("Add name"), act)

    def _drop_name(self, agency_id: str) -> Sheet:
        ours = [one for one in own_names(self._workspace) if one.agency_id == agency_id]
        if not ours:
            raise NotFoundError(_("This agency has no name of yours. There is nothing to drop."))

        def act(values: Values) -> Done:
            if not values["name"]:
                raise InputError({"name": _("Choose the name.")})
            name_id = int(values["name"])
            drop_own_name(self._workspace, name_id, values["reason"] or "")
            undo = partial(take_back_dropped_name, self._workspace, name_id)
            return Done(_("The name is no longer used. Records keep their agency."), undo)

        name = _("Name")
        choices = [Choice(str(one.id), one.name) for one in ours]
        held = choices[0].id if len(choices) == 1 else None
        asks = [Ask("name", name, choice(name, choices), held), reason_ask(always=True)]
        return Sheet(_("Stop using a name"), asks, _("Stop using it"), act)

    def _add_practitioner(self, _record: Any) -> Sheet:
        def act(values: Values) -> Done:
            made = add_practitioner(self._workspace, _fields(values))
            undo = partial(self._take_back_added, made)
            return Done(_("Practitioner added."), undo)

        return Sheet(_("Add a practitioner"), _asks(None), _("Add practitioner"), act)

    def _take_back_added(self, practitioner_id: int) -> None:
        held = self.practitioner(practitioner_id)
        why = _("Entering it was taken back at once.")
        mark_practitioner_in_error(self._workspace, held.id, held.version, why)

    def _correct_practitioner(self, practitioner_id: int) -> Sheet:
        held = self.practitioner(practitioner_id)

        def act(values: Values) -> Done:
            new, why = _fields(values), values["reason"] or ""
            correct_practitioner(self._workspace, held.id, held.version, new, why)
            undo = partial(self._take_back_correction, held)
            return Done(_("Practitioner corrected. What was recorded before is kept."), undo)

        asks = [*_asks(held.fields), reason_ask()]
        return Sheet(_("Correct the practitioner"), asks, _("Save correction"), act)

    def _take_back_correction(self, before: Practitioner) -> None:
        now, why = self.practitioner(before.id), _("The correction was taken back.")
        correct_practitioner(self._workspace, now.id, now.version, before.fields, why)

    def _leaves(self, practitioner_id: int) -> Sheet:
        held = self.practitioner(practitioner_id)
        actions = open_actions_of(self._workspace, held)

        def act(values: Values) -> Done:
            left = practitioner_leaves(
                self._workspace,
                held,
                values["left_on"],
                values.get("agency_id"),
                values.get("owner"),
            )
            text = _("Last day recorded. Actions handed over: {count}")
            undo = partial(take_back_leaving, self._workspace, left)
            return Done(text.format(count=len(left.before)), undo)

        last = _("Last day")
        asks = [Ask("left_on", last, DateField(last, today=self._workspace.today))]
        intro = _("There is no open action of {name} at {agency}.").format(
            name=held.fields.name, agency=agency_title(held.fields.agency_id)
        )
        if actions:
            intro = _open_lines(actions)
            agency, hint = _("Agency that takes them over"), _("Empty: nobody is named yet.")
            asks += [
                Ask("agency_id", agency, agency_choice(agency), held.fields.agency_id, half=True),
                Ask("owner", _("New owner"), QLineEdit(), hint=hint, half=True),
            ]
        elsewhere = open_elsewhere(self._workspace, held)
        if elsewhere:
            intro = f"{intro}\n{_elsewhere_line(elsewhere)}"
        title = _("{name} leaves").format(name=held.fields.name)
        return Sheet(title, asks, _("Record the last day"), act, intro)

    def _practitioner_error(self, practitioner_id: int) -> Sheet:
        held = self.practitioner(practitioner_id)
        return error_sheet(
            _("this practitioner"),
            partial(mark_practitioner_in_error, self._workspace, held.id, held.version),
            undo=partial(take_back_practitioner_error, self._workspace, held.id),
        )


T = TypeVar("T")


def _the(found: T | None) -> T:
    if found is None:
        raise NotFoundError(_("This record is no longer there. Look at the list again."))
    return found


def _fields(values: Values) -> PractitionerFields:
    return PractitionerFields(
        values["name"] or "",
        values["agency_id"] or "",
        values["job_title"],
        values["telephone"],
        values["email"],
    )


def _asks(held: PractitionerFields | None) -> list[Ask]:
    agency = _("Agency")
    now = held or PractitionerFields("", "")
    return [
        Ask("name", _("Name"), QLineEdit(), now.name or None, half=True),
        Ask("agency_id", agency, agency_choice(agency), now.agency_id or None, half=True),
        Ask("job_title", _("Job title"), QLineEdit(), now.job_title, if_known=True),
        Ask("telephone", _("Telephone"), QLineEdit(), now.telephone, if_known=True, half=True),
        Ask("email", _("Email"), QLineEdit(), now.email, if_known=True, half=True),
    ]


def _rule_asks(forum: ForumInUse) -> list[Ask]:
    parties = [Choice(one.value, text) for one, text in parties_texts().items()]
    anchors = [Choice(one.value, text) for one, text in anchor_texts().items()]
    rule = forum.repeat
    held = (None, None, _NEVER) if rule is None else (rule.months, rule.anchor, rule.parties)
    who, since = _("Who must be the same"), _("Counted from")
    never = Choice(_NEVER, _("No case is a repeat"))
    own = Ask("reason", _("Reason"), QLineEdit(), if_known=True)
    return [
        Ask("parties", who, choice(who, [*parties, never]), held[2]),
        Ask("months", _("Within how many months"), QLineEdit(), held[0], half=True),
        Ask("anchor", since, choice(since, anchors), held[1], half=True),
        reason_ask() if forum.repeat_is_own else own,
    ]


def _rule_typed(values: Values) -> RepeatRule | None:
    if values["parties"] == _NEVER:
        return None
    months = values["months"] or ""
    problems = {name: _("Choose one.") for name in ("parties", "anchor") if not values[name]}
    if not (months.isascii() and months.isdecimal()):
        problems["months"] = _("Enter a number of months.")
    if problems:
        raise InputError(problems)
    return RepeatRule(
        months=int(months[:6]),
        anchor=RepeatAnchor(values["anchor"]),
        parties=RepeatParties(values["parties"]),
    )


def _elsewhere_line(count: int) -> str:
    """Say that actions of this name stand under other agencies, and stay there."""
    text = ngettext(
        "{count} more of this name at other agencies stays where it is. Hand it over under "
        "Actions if it is the same person.",
        "{count} more of this name at other agencies stay where they are. Hand them over under "
        "Actions if it is the same person.",
        count,
    )
    return text.format(count=number(count))


def _open_lines(actions: Sequence[ActionSummary]) -> str:
    """Say which actions go to another owner, the first dozen by name."""
    lines = [_("Open actions that go to another owner: {count}").format(count=len(actions))]
    for one in actions[:_ACTIONS_SHOWN]:
        text = _("{reference}: {task}")
        if one.due_on is not None:
            text = _("{reference}, due {day}: {task}")
        day = "" if one.due_on is None else short_date(one.due_on)
        lines.append(text.format(reference=one.reference, day=day, task=one.task[:200]))
    if len(actions) > _ACTIONS_SHOWN:
        lines.append(_("and more: {count}").format(count=len(actions) - _ACTIONS_SHOWN))
    return "\n".join(lines)
