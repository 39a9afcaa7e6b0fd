"""The tables of a case's page: people, assessments, actions, interventions and their course."""

from collections.abc import Sequence
from datetime import date, datetime

from casedesk.actions.model import ActionStatus, ActionSummary
from casedesk.agencies.catalogue import agencies
from casedesk.cases.model import PersonInCase
from casedesk.deadlines.model import Status
from casedesk.i18n import _, catalogue_text, with_commas
from casedesk.interventions.catalogue import power_title
from casedesk.interventions.model import (
    Intervention,
    InterventionStatus,
    InterventionSummary,
    StatedDeadline,
)
from casedesk.people.catalogue import lists
from casedesk.people.model import PersonDetails, PersonPart
from casedesk.risk.catalogue import risk_tools
from casedesk.risk.model import AssessmentSummary
from ui.table_models.case_table import band_state
from ui.table_models.paged_table_model import NAME_LINES, Cell, TableColumn, TableRow
from ui.table_models.today_table import what_is_left
from ui.text_format import capital, due_text, moment_text, short_date
from ui.widgets.state_mark import State


def people_columns() -> list[TableColumn]:
    """Return the columns of the people in a case."""
    return [
        TableColumn(_("Name")),
        TableColumn(_("Part in the case"), 160, lines=NAME_LINES),
        TableColumn(_("Relationship"), 128, drop_below=560),
        TableColumn(_("Born"), 104, right=True, drop_below=440),
        TableColumn(_("State"), 128, drop_below=660),
    ]


def people_rows(people: Sequence[PersonInCase]) -> list[TableRow]:
    """Return a row for everybody in a case, those who left it last."""
    related = {one.id: catalogue_text(one.title) for one in lists().relationship}
    rows = []
    for one in people:
        ended = ""
        if one.ended_on is not None:
            ended = _("Until {day}").format(day=short_date(one.ended_on))
        cells = (
            Cell(one.name or _("Not named"), strong=True, tip=one.name[:300]),
            Cell(capital(one.role_title)),
            Cell(capital(related.get(one.relationship or "", one.relationship or ""))),
            Cell("" if one.born_on is None else short_date(one.born_on)),
            Cell(ended, quiet=True),
        )
        rows.append(TableRow(one.id, cells))
    return rows


def person_part_columns() -> list[TableColumn]:
    """Return the columns of a person's other names, addresses and relations."""
    return [
        TableColumn(_("Kind"), 172),
        TableColumn(_("Name or address")),
        TableColumn(_("State"), 152, drop_below=480),
    ]


def person_part_rows(person: PersonDetails, link_id: int) -> list[TableRow]:
    """Return a row for each address, other name and relation.

    A row's id is a text such as "address/12/5": the part, its id, and `link_id`.
    """
    names = {one.id: capital(catalogue_text(one.title)) for one in lists().name_kind}
    related = {one.id: capital(catalogue_text(one.title)) for one in lists().relationship}

    def row(part: PersonPart, record_id: int, kind: str | Cell, text: str, when: str) -> TableRow:
        first = Cell(kind, quiet=True) if isinstance(kind, str) else kind
        cells = (first, Cell(text, tip=text[:300]), Cell(when, quiet=True))
        return TableRow(f"{part}/{record_id}/{link_id}", cells)

    rows = []
    for address in person.addresses:
        shown = with_commas(address.address, address.postcode)
        # In the column that is never dropped: it is dangerous to miss.
        what = Cell(_("Protected address"), State.STOP) if address.protected else _("Address")
        when = _since(address.from_on, address.to_on)
        rows.append(row(PersonPart.ADDRESS, address.id, what, shown, when))
    for name in person.other_names:
        kind = names.get(name.kind, name.kind)
        rows.append(row(PersonPart.NAME, name.id, kind, name.name, ""))
    for one in person.relations:
        kind, shown = related.get(one.kind, one.kind), one.other_name
        if one.outward:
            shown = _("of {name}").format(name=shown)
        rows.append(row(PersonPart.RELATION, one.id, kind, shown, _since(None, one.ended_on)))
    return rows


def _since(from_on: date | None, to_on: date | None) -> str:
    if to_on is not None:
        return _("Until {day}").format(day=short_date(to_on))
    return "" if from_on is None else _("Since {day}").format(day=short_date(from_on))


def risk_columns() -> list[TableColumn]:
    """Return the columns of the risk history."""
    return [
        TableColumn(_("Date"), 104, right=True),
        TableColumn(_("Tool"), 168, drop_below=520, lines=NAME_LINES),
        TableColumn(_("Score"), 64, right=True),
        TableColumn(_("Change"), 80, right=True, drop_below=620),
        TableColumn(_("Risk level"), 232, lines=NAME_LINES),
        TableColumn(_("Professional judgement")),
    ]


def risk_rows(history: Sequence[AssessmentSummary]) -> list[TableRow]:
    """Return a row for each assessment, the latest first."""
    rows = []
    for one in history:
        tool = risk_tools().get(one.tool_id)
        bands = () if tool is None else tool.bands
        title = one.tool_id if tool is None else catalogue_text(tool.title)
        words = {band.id: capital(catalogue_text(band.title)) for band in bands}
        word = words.get(one.band or "", one.band or one.gaps or _("Not said yet"))
        if one.band and one.gaps:
            word = f"{word} · {one.gaps}"
        reason = one.judgement_reason or ""
        change = "" if one.change is None else f"{one.change:+d}".replace("-", "\u2212")
        up = State.UP if (one.change or 0) > 0 else State.NONE
        cells = (
            Cell(short_date(one.assessed_on)),
            Cell(title, tip=title),
            Cell("" if one.score is None else str(one.score), strong=True),
            Cell(change, up),
            Cell(word, band_state(one.band) if one.band else State.WARN, tip=word),
            Cell(reason, tip=reason[:300]),
        )
        rows.append(TableRow(one.id, cells))
    return rows


def action_columns() -> list[TableColumn]:
    """Return the columns of a case's actions."""
    return [
        TableColumn(_("Ref"), 84),
        TableColumn(_("What"), lines=2),
        TableColumn(_("Owner"), 116, drop_below=640),
        TableColumn(_("Agency"), 144, drop_below=800),
        TableColumn(_("Due"), 104, right=True, drop_below=480),
        TableColumn(_("State"), 160),
    ]


def action_rows(actions: Sequence[ActionSummary], today: date) -> list[TableRow]:
    """Return a row for each action of a case, open ones first."""
    ordered = sorted(actions, key=lambda one: one.status is not ActionStatus.OPEN)
    return [_action_row(one, today) for one in ordered]


def _action_row(one: ActionSummary, today: date) -> TableRow:
    agency = agencies().get(one.agency_id)
    state, word = State.OPEN, _("open")
    if one.status is ActionStatus.DONE:
        state, word = State.GOOD, _("done")
    elif one.status is ActionStatus.NOT_POSSIBLE:
        state, word = State.NONE, _("no longer possible")
    elif one.status is ActionStatus.NOT_DONE:
        state, word = State.WRONG, _("not done")
    elif one.due_on is not None:
        state, word = due_text(one.due_on, today)
    if one.urgent and one.status is ActionStatus.OPEN:
        state, word = State.STOP, _("urgent, {due}").format(due=word)
    cells = (
        Cell(one.reference),
        Cell(one.task, tip=one.task[:300]),
        Cell(one.owner or ""),
        Cell(one.agency_id if agency is None else catalogue_text(agency.title)),
        Cell("" if one.due_on is None else short_date(one.due_on)),
        Cell(word, state),
    )
    return TableRow(one.id, cells)


def power_columns() -> list[TableColumn]:
    """Return the columns of the tools and powers used."""
    return [
        TableColumn(_("Ref"), 76),
        TableColumn(_("Tool or power"), lines=NAME_LINES),
        TableColumn(_("On"), 144, drop_below=800),
        TableColumn(_("Issued"), 104, right=True, drop_below=540),
        TableColumn(_("Granted"), 104, right=True, drop_below=640),
        TableColumn(_("Ends"), 104, right=True, drop_below=440),
        TableColumn(_("State"), 104),
    ]


def status_text(status: InterventionStatus) -> tuple[State, str]:
    """Return where the use of a power stands."""
    return {
        InterventionStatus.OPEN: (State.OPEN, _("open")),
        InterventionStatus.ENDED: (State.GOOD, _("ended")),
        InterventionStatus.REFUSED: (State.WRONG, _("refused")),
        InterventionStatus.WITHDRAWN: (State.NONE, _("withdrawn")),
    }[status]


def power_rows(used: Sequence[InterventionSummary]) -> list[TableRow]:
    """Return a row for each use of a power."""
    rows = []
    for one in used:
        title = power_title(one.power_id)
        name = " ".join(filter(None, (one.forenames, one.surname)))
        state, word = status_text(one.status)
        cells = (
            Cell(one.reference),
            Cell(title, strong=True, tip=title),
            Cell(name or one.address or ""),
            Cell(_day(one.issued_on)),
            Cell(_day(one.granted_on)),
            Cell(_day(one.ends_on)),
            Cell(word, state),
        )
        rows.append(TableRow(one.id, cells))
    return rows


def course_columns() -> list[TableColumn]:
    """Return the columns of a power's steps, deadlines and breaches."""
    return [TableColumn(_("Step, deadline or breach")), TableColumn(_("State"), 280)]


def course_rows(held: Intervention, now: datetime, today: date) -> list[TableRow]:
    """Return the deadlines, steps and breaches of a use of a power, two lines each.

    A deadline's id is ("deadline", its id), so that it can be answered, and ("answered", its id)
    afterwards; that of a step that was recorded is ("step", the record's id).
    """
    taken = {one.step_id: one.id for one in held.steps}
    rows = [_deadline_row(one, place, now, today) for place, one in enumerate(held.deadlines)]
    for place, step in enumerate(held.course):
        state, word = State.OPEN, _("not yet")
        if step.optional:
            word = _("not yet, if needed")
        when = step.at or step.done_on
        if when is not None:
            shown = moment_text(when) if isinstance(when, datetime) else short_date(when)
            state, word = State.GOOD, shown
        key = ("step", taken[step.step_id]) if step.step_id in taken else ("plan", place)
        rows.append(TableRow(key, (Cell(step.title), Cell(word, state))))
    for breach in held.breaches:
        text = _("Breach: {note}").format(note=breach.note or "")
        day = short_date(breach.breached_on)
        rows.append(TableRow(("breach", breach.id), (Cell(text), Cell(day, State.WRONG))))
    return rows


def _deadline_row(stated: StatedDeadline, place: int, now: datetime, today: date) -> TableRow:
    deadline = stated.deadline
    answer_id = stated.id
    rule = deadline.rule
    if deadline.status is not Status.IN_FORCE:
        rule = f"{rule} ({_law_text(deadline.status)})"
    state, left, by = State.OPEN, "", _("as soon as practicable")
    if deadline.due is not None:
        state, left = what_is_left(deadline.due, now, today)
        due = deadline.due
        shown = moment_text(due) if isinstance(due, datetime) else short_date(due)
        by = _("by {moment}").format(moment=shown)
        if deadline.use.is_not_before:
            by = _("not before {moment}").format(moment=shown)
    if stated.settled_on is not None:
        note = stated.settled_note or ""
        state, left = State.GOOD, _("answered: {note}").format(note=note)
    elif answer_id is None:
        state = State.NONE
    key = ("deadline", answer_id) if answer_id is not None else ("limit", place)
    if stated.settled_on is not None and answer_id is not None:
        key = ("answered", answer_id)
    first = Cell(deadline.title, strong=True, note=rule, tip=f"{rule}\n{deadline.source}")
    return TableRow(key, (first, Cell(by, state, note=left, tip=left[:300])))


def _law_text(status: Status) -> str:
    return {
        Status.IN_FORCE: _("in force"),
        Status.ENACTED: _("enacted, not commenced"),
        Status.CONSULTATION: _("consultation"),
        Status.LOCAL: _("local rule"),
    }[status]


def _day(day: date | None) -> str:
    return "" if day is None else short_date(day)
