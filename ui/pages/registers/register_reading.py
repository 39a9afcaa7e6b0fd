"""A report, entry or figure read whole: each fact on a line, and what was corrected, below."""

from collections.abc import Callable, Iterable
from functools import partial

from casedesk.agencies.service import agency_title
from casedesk.errors import CaseDeskError
from casedesk.i18n import _, catalogue_text
from casedesk.incidents.model import told_how_text
from casedesk.incidents.service import report_details
from casedesk.outside_figures.service import figure_corrections, figure_details
from casedesk.overviews.field_titles import field_title
from casedesk.overviews.field_values import field_value
from casedesk.registers.catalogue import registers
from casedesk.registers.model import RegisterEntry
from casedesk.registers.service import entry_corrections, entry_details
from casedesk.workspace.model import Correction
from casedesk.workspace.workspace import Workspace
from ui.table_models.register_table import (
    days_text,
    figure_text,
    offered_text,
    plain_number,
    register_title,
    series_title,
)
from ui.text_format import capital, moment_text, short_date

Lines = Iterable[tuple[str, str | None]]
Before = Callable[[str, str], tuple[str, str]]  # a field and what it held, both as they are read


def whole_text(workspace: Workspace, name: str, record: int, *, opening: bool = True) -> str:
    """Return a record of a tab in words; empty once it is gone.

    Args:
        workspace: the open partnership file.
        name: the tab: "reports", "entries" or "figures".
        record: the id.
        opening: False where it is open already and only asked for again.
    """
    try:
        if name == "reports":
            return _report(workspace, record, opening=opening)
        if name == "entries":
            return _entry(workspace, record, opening=opening)
        return _figure(workspace, record)
    except CaseDeskError:
        return ""


def _report(workspace: Workspace, report_id: int, *, opening: bool) -> str:
    one = report_details(workspace, report_id, opening=opening)
    happened = one.happened_when
    if one.happened_at is not None:
        happened = moment_text(one.happened_at)
    lines: Lines = (
        ("", one.what),
        (_("Told by"), one.told_by),
        (_("Told to"), one.told_to),
        (_("How it came in"), told_how_text(one.how)),
        (_("When it was told"), moment_text(one.told_at)),
        (_("When it happened"), happened),
        (_("Agency"), agency_title(one.agency_id) if one.agency_id else None),
        (_("Place"), one.place),
        (_("Recorded by"), one.recorded_by),
    )
    return _text(lines, one.corrections, _report_before)


def _entry(workspace: Workspace, entry_id: int, *, opening: bool) -> str:
    one = entry_details(workspace, entry_id, opening=opening)
    register = registers().get(one.register_id)
    ended = "" if register is None else catalogue_text(register.ended_label)
    lines: Lines = (
        ("", register_title(one.register_id)),
        (_("Day"), short_date(one.on_day)),
        (_("Number"), plain_number(one.quantity)),
        (_("Place"), one.place),
        (_("What or who"), offered_text(one.register_id, "subjects", one.subject)),
        (_("Why"), offered_text(one.register_id, "reasons", one.reason)),
        (ended or _("Ended on"), None if one.ended_on is None else short_date(one.ended_on)),
        (_("Outcome"), offered_text(one.register_id, "outcomes", one.outcome)),
        (_("Note"), one.note),
    )
    return _text(lines, entry_corrections(workspace, entry_id), partial(_entry_before, one))


def _figure(workspace: Workspace, figure_id: int) -> str:
    one = figure_details(workspace, figure_id)
    lines: Lines = (
        ("", series_title(one.series_id)),
        (_("Days"), days_text(one)),
        (_("Figure"), figure_text(one)),
        (_("Area"), one.area),
        (_("Source"), one.source),
    )
    return _text(lines, figure_corrections(workspace, figure_id), _figure_before)


def _report_before(field: str, held: str) -> tuple[str, str]:
    return capital(field_title(field)), field_value(field, held)


def _entry_before(entry: RegisterEntry, field: str, held: str) -> tuple[str, str]:
    titles = {
        "on_day": _("Day"),
        "quantity": _("Number"),
        "place": _("Place"),
        "subject": _("What or who"),
        "reason": _("Why"),
        "ended_on": _("Ended on"),
        "outcome": _("Outcome"),
        "note": _("Note"),
    }
    offered = {"subject": "subjects", "reason": "reasons", "outcome": "outcomes"}
    if field in offered:
        held = offered_text(entry.register_id, offered[field], held)
    elif field == "quantity":
        held = _plain(held)
    elif field in {"on_day", "ended_on"}:
        held = field_value(field, held)
    return titles.get(field, field), held


def _figure_before(field: str, held: str) -> tuple[str, str]:
    titles = {
        "series_id": _("Series"),
        "from_on": _("First day"),
        "to_on": _("Last day"),
        "value": _("Figure"),
        "area": _("Area"),
        "source": _("Source"),
    }
    if field == "series_id":
        held = series_title(held)
    elif field == "value":
        held = _plain(held)
    elif field in {"from_on", "to_on"}:
        held = field_value(field, held)
    return titles.get(field, field), held


def _plain(held: str) -> str:
    return plain_number(float(held)) if held else ""


def _text(lines: Lines, corrections: Iterable[Correction], before: Before) -> str:
    shown = [_("{title}: {text}").format(title=title, text=text) if title else text or ""
             for title, text in lines if text]  # fmt: skip
    for one in corrections:
        field, value = before(one.field, one.old_value or "")
        said = _("{field}, before: {value} (corrected {when} by {name}: {reason})")
        when, value = moment_text(one.at), value or _("nothing")
        shown.append(
            said.format(field=field, value=value, when=when, name=one.by, reason=one.reason)
        )
    return "\n".join(shown)
