"""The list of cases: its columns, where its lines come from, and what a filter says."""

from array import array
from collections.abc import Sequence

from msgspec import Struct

from casedesk.agencies.catalogue import agencies
from casedesk.cases.case_list import case_ids, case_rows, found_by
from casedesk.cases.model import (
    CaseFilter,
    CaseLine,
    CaseOrder,
    CaseSort,
    CaseStatus,
    NextStep,
    next_step_text,
)
from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text, side_by_side, sort_key
from casedesk.risk.catalogue import risk_tools
from casedesk.workspace.workspace import Workspace
from ui.table_models.paged_table_model import Cell, TableColumn, TableRow
from ui.text_format import days_open, short_date, short_weekday
from ui.widgets.choice_box import Choice
from ui.widgets.state_mark import State

_GRAVEST, _GRAVE = {"high", "significant"}, {"medium", "moderate", "at_risk"}


def case_columns() -> list[TableColumn]:
    """Return the columns of the list of cases."""
    return [
        TableColumn(_("Reference"), 124, sort_key=CaseOrder.REFERENCE),
        TableColumn(_("Subject"), sort_key=CaseOrder.SUBJECT),
        TableColumn(_("Forum"), 116, sort_key=CaseOrder.FORUM, drop_below=520),
        TableColumn(_("Risk"), 108, sort_key=CaseOrder.RISK),
        TableColumn(_("Received"), 104, right=True, sort_key=CaseOrder.RECEIVED, drop_below=460),
        TableColumn(
            _("Age"), 68, right=True, tip=_("Days since the referral was received"), drop_below=940
        ),
        TableColumn(_("Next step"), 172, sort_key=CaseOrder.NEXT_HEARING, drop_below=690),
        TableColumn(_("Flags"), 160, tip=_("Repeat, children, closed"), drop_below=960),
    ]


def band_state(band: str | None) -> State:
    """Return the shape that goes with a risk band."""
    if band in _GRAVEST:
        return State.STOP
    return State.WARN if band in _GRAVE else State.NONE


def band_titles() -> dict[str, str]:
    """Return the word of every band that a risk tool has, the gravest first."""
    found: dict[str, str] = {}
    for tool in risk_tools().values():
        for band in reversed(tool.bands):
            found.setdefault(band.id, _capital(catalogue_text(band.title)))
    return dict(sorted(found.items(), key=lambda one: _weight(one[0])))


def _weight(band: str) -> int:
    return 0 if band in _GRAVEST else 1 if band in _GRAVE else 2


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class CaseSource(Struct):
    """Asks the list of cases for what is chosen, in the order chosen."""

    workspace: Workspace
    chosen: CaseFilter
    sort: CaseSort
    bands: dict[str, str]

    def ids(self) -> Sequence[int]:
        """Return the ids of the cases chosen, in order; 100,000 take 0.8 MB, as a list 4."""
        return array("q", case_ids(self.workspace, self.chosen, self.sort))

    def rows(self, ids: Sequence[int]) -> Sequence[TableRow]:
        """Return the lines of these cases."""
        found = found_by(self.workspace, ids, self.chosen.words)
        return [self._row(line, found.get(line.id, [])) for line in case_rows(self.workspace, ids)]

    def sorted_by(self) -> tuple[str, bool]:
        """Return the column that it is ordered by, and whether the other way round."""
        return self.sort.by, self.sort.descending

    def sort_by(self, key: str, descending: bool) -> None:
        """Order by a column from now on."""
        self.sort = CaseSort(CaseOrder(key), descending)

    def _row(self, line: CaseLine, found: Sequence[str]) -> TableRow:
        day = "" if line.next_on is None else short_weekday(line.next_on)
        step = next_step_text(line.next_step, day)
        waits = line.next_step in {NextStep.FINISH, NextStep.LIST, NextStep.RECORD}
        return TableRow(
            line.id,
            (
                Cell(line.reference, strong=True),
                Cell(_subject(line, found)),
                Cell(line.forum_title),
                Cell(
                    self.bands.get(line.risk_band or "", line.risk_band or ""),
                    band_state(line.risk_band),
                ),
                Cell(short_date(line.received_on)),
                Cell(
                    days_open(line.received_on, line.closed_on or self.workspace.today()),
                    quiet=True,
                ),
                Cell(step, State.WARN if waits else State.NONE),
                _flags(line),
            ),
        )


def _subject(line: CaseLine, found: Sequence[str]) -> str:
    """Return whom a case is about, and by whom it was found if that is somebody else."""
    subject = line.subject_name or _("Not named")
    if not found or any(name in subject or subject in name for name in found):
        return subject
    return _("{subject} · found by {name}").format(subject=subject, name=found[0])


def _flags(line: CaseLine) -> Cell:
    flags = [_("Repeat")] if line.is_repeat else []
    if line.children:
        flags.append(_("Children {count}").format(count=line.children))
    if line.status is CaseStatus.CLOSED:
        flags.append(_("Closed"))
    return Cell(side_by_side(*flags), quiet=True)


def forum_choices() -> list[Choice]:
    """Return every forum by its title."""
    found = [Choice(one.id, catalogue_text(one.short_title)) for one in forums().values()]
    return sorted(found, key=lambda choice: sort_key(choice.text))


def agency_choices() -> list[Choice]:
    """Return every agency by its title."""
    found = [Choice(one.id, catalogue_text(one.title)) for one in agencies().values()]
    return sorted(found, key=lambda choice: sort_key(choice.text))


def filter_texts(chosen: CaseFilter, bands: dict[str, str]) -> dict[str, str]:
    """Return in words what narrows the list, by the name of the part."""
    status = {CaseStatus.OPEN: _("open"), CaseStatus.CLOSED: _("closed")}
    forum = dict(forum_choices()).get(chosen.forum_id or "", chosen.forum_id)
    agency = dict(agency_choices()).get(chosen.agency_id or "", chosen.agency_id)
    risk = bands.get(chosen.risk_band or "", chosen.risk_band)
    texts: dict[str, str] = {}
    if chosen.forum_id:
        texts["forum_id"] = _("Forum: {forum}").format(forum=forum)
    if chosen.status:
        texts["status"] = _("Status: {status}").format(status=status[chosen.status])
    if chosen.risk_band:
        texts["risk_band"] = _("Risk: {risk}").format(risk=risk)
    if chosen.agency_id:
        texts["agency_id"] = _("Agency: {agency}").format(agency=agency)
    if chosen.repeat is not None:
        texts["repeat"] = _("Repeat") if chosen.repeat else _("Not a repeat")
    texts |= {name: text for name, text in flag_texts().items() if getattr(chosen, name) is True}
    if chosen.received_from:
        texts["received_from"] = _("Received from {day}").format(
            day=short_date(chosen.received_from)
        )
    if chosen.received_to:
        texts["received_to"] = _("Received until {day}").format(day=short_date(chosen.received_to))
    return texts


def flag_texts() -> dict[str, str]:
    """Return the parts of a filter that are on or off, in words."""
    return {
        "repeat": _("Repeat"),
        "not_heard": _("Not yet heard"),
        "waiting": _("On no agenda yet"),
        "unfinished": _("Needs finishing"),
    }
