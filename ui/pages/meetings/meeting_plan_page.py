"""The page that plans a meeting or a whole series, and says which days that makes."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from casedesk.errors import InputError
from casedesk.i18n import _, with_commas
from casedesk.meetings.attendance import own_statement, set_statement_text, statement_text
from casedesk.meetings.model import NewMeeting, Rhythm, SeriesDay
from casedesk.meetings.series import (
    days_of_series,
    following_number,
    plan_series,
    take_back_planning,
)
from casedesk.meetings.service import list_meetings, plan_meeting
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import say_done
from ui.page import Navigator, Page
from ui.pages.meetings.meeting_forms import day_of, whole_number
from ui.pages.parts.draft_keeper import DraftKeeper
from ui.pages.parts.form_parts import words
from ui.pages.parts.plain_form import Ask, Done, FormHost, PlainForm, Sheet, Values
from ui.table_models.case_table import forum_choices
from ui.text_format import short_date, short_weekday
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.date_field import DateField
from ui.widgets.labels import label
from ui.widgets.moment_field import MomentField
from ui.widgets.showing import set_shown

_DAYS_SHOWN = 8


class FormPage(Page):
    """A page that is one plain form; its draft is kept, and leaving it loses nothing."""

    kind = ""
    back_to = "meetings"

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page without its form; it is made anew each time it was saved."""
        super().__init__(workspace, bus, navigator)
        self.host = FormHost(self.sheet, navigator, page_id=self.kind)
        self._autosave = AutosaveForm({"form": self.host}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, self.kind)
        self.heading.add_right(self._drafts.state)
        self.body.addWidget(self.host, 1)
        self.host.closed.connect(self._on_closed)

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form."""
        raise NotImplementedError

    def refresh(self) -> None:
        if self.host.form is None and not self._drafts.bring_back(self._autosave.restore):
            self.host.open_form(self.kind)

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        self.refresh()
        form = self.host.form
        return self._drafts.focused() or (form.first_control() if form is not None else self)

    def save(self) -> bool:
        if self.host.form is not None:
            self.host.form.save()
        return True

    @Slot(object)
    def _on_closed(self, done: Done | None) -> None:
        self._drafts.discard()
        self.leave(done)
        if done is not None:
            say_done(self.navigator, *done)

    def leave(self, done: Done | None) -> None:
        """Go where the user goes after saving or cancelling."""
        self.navigator.open_page(self.back_to)


class PlanMeetingPage(FormPage):
    """Forum, day, place; with a rhythm, all days of the series before they are planned."""

    kind = "plan_meeting"
    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page."""
        super().__init__(workspace, bus, navigator)
        self._made: tuple[int, ...] = ()
        self.host.opened.connect(self._on_opened)

    def title(self) -> str:
        return _("Plan meetings")

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form of a new meeting."""
        self._moment = MomentField(_("Day and time"), today=self.workspace.today)
        forum = ChoiceBox(_("Forum"), forum_choices(), search=True)
        rhythm = ChoiceBox(_("Repeats"), _rhythms(), empty=_("Only once"))
        asks = [
            Ask("forum_id", _("F&orum"), forum),
            Ask("held_on", _("&Day and time"), self._moment,
                hint=_("Of the first one, where it is a series.")),
            Ask("place", _("P&lace"), QLineEdit(), if_known=True, half=True),
            Ask("number", _("&Number"), QLineEdit(), if_known=True, half=True),
            Ask("rhythm", _("&Repeats"), rhythm, half=True),
            Ask("until", _("&Until"), DateField(_("Until")), half=True),
            Ask("note", _("No&te"), words(2), if_known=True),
        ]  # fmt: skip
        return Sheet(_("New meeting"), asks, _("&Plan"), self._plan)

    def leave(self, done: Done | None) -> None:
        """Go to the meeting that was planned, or to the list."""
        if done is not None and len(self._made) == 1:
            self.navigator.open_page("meeting", self._made[0])
        else:
            self.navigator.open_page(self.back_to)

    def _plan(self, values: Values) -> Done:
        new = self._typed(values)
        if values["rhythm"] is None:
            self._made = (plan_meeting(self.workspace, new),)
            text = _("Meeting planned.")
        else:
            until = _until(values)
            self._made = plan_series(self.workspace, new, Rhythm(values["rhythm"]), until)
            text = _("Meetings planned: {count}").format(count=len(self._made))
        return Done(text, partial(take_back_planning, self.workspace, self._made))

    def _typed(self, values: Values) -> NewMeeting:
        """Return the meeting as typed; all that is wrong is said at once, in page order."""
        problems: dict[str, str] = {}
        if not values["forum_id"]:
            problems["forum_id"] = _("Choose the forum.")
        held_on = _or_problem(problems, lambda: day_of(self._moment))
        number = _or_problem(problems, lambda: whole_number(values["number"]))
        if values["rhythm"] is not None:
            _or_problem(problems, lambda: _until(values))
        if problems:
            raise InputError(problems)
        return NewMeeting(
            forum_id=values["forum_id"],
            held_on=held_on,
            starts_at=values["held_on"],
            place=values["place"],
            number=number,
            note=values["note"],
        )

    @Slot()
    def _on_opened(self) -> None:
        form = self.host.form
        if form is None:
            return
        self.days = label("", "quiet", wrap=True)
        form.body.insertWidget(form.body.count() - 1, self.days)
        form.changed.connect(self._show_days)
        forum = form.controls["forum_id"]
        if isinstance(forum, ChoiceBox):
            forum.chosen.connect(partial(self._suggest, form))
        self._show_days()

    @Slot()
    def _show_days(self) -> None:
        """Say which days the series would have, and which were moved."""
        form = self.host.form
        if form is None:
            return
        values, first = form.values(), self._moment.on_day()
        text = ""
        if values["rhythm"] is not None and first is not None and values["until"] is not None:
            try:
                days = days_of_series(first, Rhythm(values["rhythm"]), values["until"])
                text = _days_text(days)
            except InputError as error:
                text = " ".join(error.problems.values())
        self.days.setText(text)
        set_shown(self.days, bool(text))

    def _suggest(self, form: PlainForm) -> None:
        """Offer the place of the forum's last meeting and the number that follows."""
        forum_id = form.values()["forum_id"]
        if not forum_id:
            return
        last = list_meetings(self.workspace, forum_id=forum_id, limit=1)
        place, number = form.controls["place"], form.controls["number"]
        if last and isinstance(place, QLineEdit) and not place.text():
            place.setText(last[0].place or "")
        following = following_number(self.workspace, forum_id)
        if following is not None and isinstance(number, QLineEdit) and not number.text():
            number.setText(str(following))


class StatementPage(FormPage):
    """The partnership's own statement of confidentiality."""

    kind = "statement"

    def title(self) -> str:
        return _("Confidentiality statement")

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form of the statement."""
        intro = _(
            "Read out at the beginning of a meeting and accepted by each person. Meetings where "
            "somebody accepted the earlier words keep them. Leave it empty for the first words."
        )
        asks = [Ask("text", _("&Statement"), words(10), statement_text(self.workspace))]
        return Sheet(_("Statement of confidentiality"), asks, _("Save &it"), self._keep, intro)

    def _keep(self, values: Values) -> Done:
        before = own_statement(self.workspace)
        set_statement_text(self.workspace, values["text"] or "")
        undo = partial(set_statement_text, self.workspace, before)
        return Done(_("Statement saved. It holds from the next meeting on."), undo)


def _or_problem(problems: dict[str, str], read: Callable[[], Any]) -> Any:
    """Return what is read, or None and what is wrong with it among `problems`."""
    try:
        return read()
    except InputError as error:
        problems.update(error.problems)
        return None


def _until(values: Values) -> date:
    until: date | None = values["until"]
    if until is None:
        raise InputError({"until": _("Enter the last day of the series.")})
    return until


def _rhythms() -> list[Choice]:
    return [
        Choice(Rhythm.WEEKLY.value, _("Every week")),
        Choice(Rhythm.FORTNIGHTLY.value, _("Every two weeks")),
        Choice(Rhythm.FOUR_WEEKLY.value, _("Every four weeks")),
        Choice(Rhythm.MONTHLY.value, _("Every month on the same weekday")),
    ]


def _days_text(days: list[SeriesDay]) -> str:
    shown = with_commas(*(short_weekday(one.day) for one in days[:_DAYS_SHOWN]))
    text = _("Meetings: {count}. {days}").format(count=len(days), days=shown)
    if len(days) > _DAYS_SHOWN:
        text = _("{days} … {last}").format(days=text, last=short_date(days[-1].day))
    moved = [one for one in days if one.moved_from is not None]
    lines = [
        _("{holiday} is a bank holiday: held on {day} instead.").format(
            holiday=short_weekday(one.moved_from or one.day), day=short_weekday(one.day)
        )
        for one in moved
    ]
    return "\n".join([text, *lines])
