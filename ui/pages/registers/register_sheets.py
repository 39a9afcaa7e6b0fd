"""The forms of "Reports and registers": each adds, corrects or ends a record, and takes it back."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QLineEdit, QWidget

from casedesk.cases.case_list import case_with_reference
from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _, catalogue_text
from casedesk.incidents.model import NewReport, Report, ToldHow, told_how_text
from casedesk.incidents.service import (
    attach_report,
    correct_report,
    mark_report_in_error,
    record_report,
    report_details,
    take_back_report_error,
    take_out_report,
)
from casedesk.outside_figures.catalogue import series
from casedesk.outside_figures.model import NewFigure, OutsideFigure
from casedesk.outside_figures.service import (
    add_figure,
    correct_figure,
    figure_details,
    mark_figure_in_error,
    take_back_figure_error,
)
from casedesk.places.service import place_details
from casedesk.registers.catalogue import Register, registers
from casedesk.registers.model import NewEntry, RegisterEntry
from casedesk.registers.service import (
    add_entry,
    correct_entry,
    end_entry,
    entry_details,
    mark_entry_in_error,
    take_back_entry_error,
)
from casedesk.workspace.workspace import Workspace
from ui.pages.parts.form_parts import (
    agency_choice,
    choice,
    error_sheet,
    labelled,
    reason_ask,
    words,
)
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.table_models.register_table import plain_number, register_title, series_title
from ui.text_format import capital
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.date_field import DateField
from ui.widgets.moment_field import MomentField

_FIGURE = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?(e[-+]\d\d)?", re.ASCII)


class RegisterSheets:
    """Gives the form of a kind for a record."""

    def __init__(self, workspace: Workspace) -> None:
        """Belong to an open file."""
        self._workspace = workspace
        self._kinds: dict[str, Callable[[Any], Sheet]] = {
            "add_report": self._add_report,
            "correct_report": self._correct_report,
            "attach_report": self._attach_report,
            "report_error": self._report_error,
            "add_entry": self._add_entry,
            "correct_entry": self._correct_entry,
            "end_entry": self._end_entry,
            "entry_error": self._entry_error,
            "add_figure": self._add_figure,
            "correct_figure": self._correct_figure,
            "figure_error": self._figure_error,
        }

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form.

        Raises:
            NotFoundError: what it is for is no longer there.
        """
        return self._kinds[kind](record)

    # -- reports --

    def _add_report(self, _record: object) -> Sheet:
        def act(values: Values) -> Done:
            made = record_report(self._workspace, _report(values))
            undo = partial(mark_report_in_error, self._workspace, made, _at_once())
            return Done(_("Report recorded."), undo)

        return Sheet(_("New report"), self._report_asks(None), _("Save report"), act)

    def _correct_report(self, report_id: int) -> Sheet:
        held = report_details(self._workspace, report_id)

        def act(values: Values) -> Done:
            new = _report(values)
            if (values["address"], values["postcode"]) == self._place_of(held):
                new = replace(new, place_id=held.place_id, address="", postcode=None)
            correct_report(
                self._workspace, held.id, new, values["reason"] or "", version=held.version
            )
            undo = partial(correct_report, self._workspace, held.id, _as_new(held), _back())
            return Done(_("Report corrected. What was recorded before stays, struck."), undo)

        asks = [*self._report_asks(held), reason_ask()]
        return Sheet(_("Correct the report"), asks, _("Save correction"), act)

    def _attach_report(self, report_id: int) -> Sheet:
        held = report_details(self._workspace, report_id, opening=False)
        if held.case_id is not None:
            raise NotFoundError(_("This report is in a case already."))

        def act(values: Values) -> Done:
            case_id = case_with_reference(self._workspace, values["case"] or "")
            if case_id is None:
                text = _("There is no case of this reference. Look at the list of cases.")
                raise InputError({"case": text})
            attach_report(self._workspace, held.id, case_id, held.version)
            undo = partial(take_out_report, self._workspace, held.id, case_id)
            return Done(_("The report is in the case."), undo)

        hint = _("As it stands at the head of the case, such as M-2026-014.")
        asks = [Ask("case", _("Reference of the case"), QLineEdit(), hint=hint)]
        return Sheet(_("Put the report into a case"), asks, _("Put into the case"), act)

    def _report_error(self, report_id: int) -> Sheet:
        held = report_details(self._workspace, report_id, opening=False)
        act = partial(mark_report_in_error, self._workspace, report_id, version=held.version)
        undo = partial(take_back_report_error, self._workspace, report_id)
        return error_sheet(_("report"), act, undo)

    def _report_asks(self, held: Report | None) -> list[Ask]:
        how = [Choice(one.value, capital(told_how_text(one))) for one in ToldHow]
        today = self._workspace.today
        address, postcode = self._place_of(held)
        return [
            Ask("what", _("What is said to have happened"), words(4), held and held.what,
                hint=_("As it was told: a fact about the telling, not a finding.")),
            Ask("told_by", _("Told by"), QLineEdit(), held and held.told_by, half=True),
            Ask("told_to", _("Told to"), QLineEdit(),
                self._workspace.user.name if held is None else held.told_to, half=True),
            Ask("how", _("How it came in"), choice(_("How it came in"), how),
                ToldHow.CALL.value if held is None else held.how.value, half=True),
            Ask("agency_id", _("Agency"), agency_choice(_("Agency")), held and held.agency_id,
                if_known=True, half=True),
            Ask("told_at", _("When it was told"), MomentField(_("When it was told"), today=today),
                held and held.told_at, hint=_("Left empty: now.")),
            Ask("happened_at", _("When it happened"),
                MomentField(_("When it happened"), today=today), held and held.happened_at,
                if_known=True),
            Ask("happened_when", _("Or in words"), QLineEdit(), held and held.happened_when,
                hint=_("Such as: most nights in October.")),
            Ask("address", _("Place"), QLineEdit(), address, if_known=True, half=True),
            Ask("postcode", _("Postcode"), QLineEdit(), postcode, if_known=True, half=True),
        ]  # fmt: skip

    def _place_of(self, held: Report | None) -> tuple[str | None, str | None]:
        if held is None or held.place_id is None:
            return None, None
        place = place_details(self._workspace, held.place_id)
        return place.address, place.postcode

    # -- registers --

    def _add_entry(self, register_id: str) -> Sheet:
        register = registers()[register_id]

        def act(values: Values) -> Done:
            made = add_entry(self._workspace, _entry(register_id, values))
            undo = partial(mark_entry_in_error, self._workspace, made, _at_once())
            return Done(_("Entry added."), undo)

        title = _("New entry: {register}").format(register=register_title(register_id))
        return Sheet(title, self._entry_asks(register, None), _("Save entry"), act)

    def _correct_entry(self, entry_id: int) -> Sheet:
        held = entry_details(self._workspace, entry_id)

        def act(values: Values) -> Done:
            new = _entry(held.register_id, values)
            correct_entry(self._workspace, held.id, new, values["reason"] or "", held.version)
            undo = partial(correct_entry, self._workspace, held.id, _entry_as_new(held), _back())
            return Done(_("Entry corrected. What was recorded before stays, struck."), undo)

        asks = [*self._entry_asks(registers()[held.register_id], held), reason_ask()]
        return Sheet(_("Correct the entry"), asks, _("Save correction"), act)

    def _end_entry(self, entry_id: int) -> Sheet:
        held = entry_details(self._workspace, entry_id, opening=False)
        register = registers()[held.register_id]

        def act(values: Values) -> Done:
            if values["ended_on"] is None:
                raise InputError({"ended_on": _("Enter the day.")})
            end_entry(
                self._workspace, held.id, values["ended_on"], values.get("outcome"), held.version
            )
            undo = partial(correct_entry, self._workspace, held.id, _entry_as_new(held), _back())
            return Done(_("The entry has ended."), undo)

        day = catalogue_text(register.ended_label) or _("Ended on")
        asks = [Ask("ended_on", day, self._day(day), self._workspace.today())]
        if register.outcomes:
            asks.append(_offered("outcome", _("Outcome"), register.outcomes, held.outcome))
        return Sheet(_("End the entry"), asks, _("End it"), act)

    def _entry_error(self, entry_id: int) -> Sheet:
        held = entry_details(self._workspace, entry_id, opening=False)
        act = partial(mark_entry_in_error, self._workspace, entry_id, version=held.version)
        undo = partial(take_back_entry_error, self._workspace, entry_id)
        return error_sheet(_("register entry"), act, undo)

    def _entry_asks(self, register: Register, held: RegisterEntry | None) -> list[Ask]:
        day, place = catalogue_text(register.date_label), catalogue_text(register.place_label)
        subject = catalogue_text(register.subject_label) or _("What or who")
        unit = capital(catalogue_text(register.unit))
        today = self._workspace.today()
        subject_held, reason_held = (None, None) if held is None else (held.subject, held.reason)
        asks = [
            Ask("on_day", day, self._day(day), today if held is None else held.on_day, half=True),
            Ask("quantity", _("Number of: {unit}").format(unit=unit), QLineEdit(),
                "1" if held is None else plain_number(held.quantity),
                hint=_("Measures add these up."), half=True),
            Ask("place", place or _("Place"), QLineEdit(), held and held.place, if_known=True),
        ]  # fmt: skip
        if register.subjects:
            asks.append(_offered("subject", subject, register.subjects, subject_held))
        else:
            box = QLineEdit()
            asks.append(Ask("subject", subject, box, held and held.subject, if_known=True))
        if register.reasons:
            asks.append(_offered("why", _("Why"), register.reasons, reason_held))
        if held is not None and held.ended_on is not None:
            ended = catalogue_text(register.ended_label) or _("Ended on")
            asks.append(Ask("ended_on", ended, self._day(ended), held.ended_on))
            if register.outcomes:
                asks.append(_offered("outcome", _("Outcome"), register.outcomes, held.outcome))
        asks.append(Ask("note", _("Note"), words(2), held and held.note, if_known=True))
        return asks

    # -- outside figures --

    def _add_figure(self, series_id: str | None) -> Sheet:
        def act(values: Values) -> Done:
            made = add_figure(self._workspace, _figure(values))
            undo = partial(mark_figure_in_error, self._workspace, made, _at_once())
            return Done(_("Figure added."), undo)

        asks = self._figure_asks(None, series_id)
        return Sheet(_("New outside figure"), asks, _("Save figure"), act)

    def _correct_figure(self, figure_id: int) -> Sheet:
        held = figure_details(self._workspace, figure_id)
        before = NewFigure(
            held.series_id, held.from_on, held.to_on, held.value, held.area, held.source
        )

        def act(values: Values) -> Done:
            new = _figure(values)
            correct_figure(self._workspace, held.id, new, values["reason"] or "", held.version)
            undo = partial(correct_figure, self._workspace, held.id, before, _back())
            return Done(_("Figure corrected. What was recorded before stays, struck."), undo)

        asks = [*self._figure_asks(held, held.series_id), reason_ask()]
        return Sheet(_("Correct the figure"), asks, _("Save correction"), act)

    def _figure_error(self, figure_id: int) -> Sheet:
        held = figure_details(self._workspace, figure_id)
        act = partial(mark_figure_in_error, self._workspace, figure_id, version=held.version)
        undo = partial(take_back_figure_error, self._workspace, figure_id)
        return error_sheet(series_title(held.series_id), act, undo)

    def _figure_asks(self, held: OutsideFigure | None, series_id: str | None) -> list[Ask]:
        named = choice(_("Series"), labelled(series().values()))
        return [
            Ask("series_id", _("Series"), named, series_id),
            Ask("from_on", _("First day"), DateField(_("First day")), held and held.from_on,
                half=True),
            Ask("to_on", _("Last day"), DateField(_("Last day")), held and held.to_on, half=True),
            Ask("value", _("Figure"), QLineEdit(),
                None if held is None else plain_number(held.value), half=True),
            Ask("area", _("Area"), QLineEdit(), held and held.area, if_known=True, half=True),
            Ask("source", _("Source"), QLineEdit(), held and held.source, if_known=True),
        ]  # fmt: skip

    def _day(self, name: str) -> DateField:
        return DateField(name, today=self._workspace.today)


def _offered(name: str, text: str, offered: Any, held: str | None) -> Ask:
    """Return the question with the words offered; other words that are held stay one of them."""
    choices = labelled(offered)
    if held and held not in {one.id for one in choices}:
        choices.append(Choice(held, held))
    box: QWidget = ChoiceBox(text, choices, empty=_("Not said"))
    return Ask(name, text, box, held)


def _report(values: Values) -> NewReport:
    return NewReport(
        told_by=values["told_by"] or "",
        told_to=values["told_to"] or "",
        how=ToldHow(values["how"] or ToldHow.CALL),
        what=values["what"] or "",
        told_at=values["told_at"],
        agency_id=values["agency_id"],
        happened_at=values["happened_at"],
        happened_when=values["happened_when"],
        address=values["address"] or "",
        postcode=values["postcode"],
    )


def _as_new(held: Report) -> NewReport:
    return NewReport(
        held.told_by, held.told_to, held.how, held.what, held.told_at, held.agency_id,
        held.happened_at, held.happened_when, held.place_id,
    )  # fmt: skip


def _entry(register_id: str, values: Values) -> NewEntry:
    on_day = values["on_day"]
    if not isinstance(on_day, date):
        raise InputError({"on_day": _("Enter the day.")})
    return NewEntry(
        register_id, on_day, values["place"], values["subject"],
        _number(values["quantity"], "quantity"), values.get("why"), values.get("ended_on"),
        values.get("outcome"), values["note"],
    )  # fmt: skip


def _entry_as_new(held: RegisterEntry) -> NewEntry:
    return NewEntry(
        held.register_id, held.on_day, held.place, held.subject, held.quantity, held.reason,
        held.ended_on, held.outcome, held.note,
    )  # fmt: skip


def _figure(values: Values) -> NewFigure:
    problems = {name: _("Enter the day.") for name in ("from_on", "to_on") if values[name] is None}
    if not values["series_id"]:
        problems["series_id"] = _("Choose the series.")
    if problems:
        raise InputError(problems)
    return NewFigure(
        values["series_id"], values["from_on"], values["to_on"],
        _number(values["value"], "value"), values["area"], values["source"],
    )  # fmt: skip


def _number(typed: str | None, name: str) -> float:
    text = (typed or "").strip()
    if _FIGURE.fullmatch(text) is None:  # "12,5" is no 125: commas part thousands only
        raise InputError({name: _("Enter a number, such as 3 or 12.5.")})
    return float(text.replace(",", ""))


def _at_once() -> str:
    return _("Entering it was taken back at once.")


def _back() -> str:
    return _("The correction was taken back.")
