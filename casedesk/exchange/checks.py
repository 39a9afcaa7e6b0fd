"""What must hold between the cells of a row, and between a row and other records."""

from collections.abc import Container
from datetime import date

from casedesk.catalogue_names import plain_name
from casedesk.exchange.layout import ACTIONS, FIGURES, INTERVENTIONS, REFERRALS
from casedesk.exchange.rows import ParsedRow
from casedesk.i18n import _
from casedesk.risk.catalogue import risk_tools
from casedesk.risk.rules import score_problem

_OPEN, _DONE, _NOT_POSSIBLE, _NOT_DONE = "open", "done", "not_possible", "not_done"
_STATUS = {
    plain_name(word): status
    for status, words in {
        _OPEN: ("open", "in progress", "outstanding", "ongoing", "not started"),
        _DONE: ("done", "complete", "completed", "closed"),
        _NOT_POSSIBLE: ("no longer possible", "not possible", "not_possible"),
        _NOT_DONE: ("not done", "not completed", "not_done"),
    }.items()
    for word in words
}


def check_row(row: ParsedRow, today: date, cases: Container[str]) -> None:
    """Add the faults that show only between cells; those of single cells are known by now.

    Args:
        row: read, perhaps with faults.
        today: the local day of the import.
        cases: references of cases, stored or in accepted rows of this workbook.
    """
    if row.sheet is REFERRALS:
        _check_referral(row, today)
    elif row.sheet is ACTIONS:
        _check_action(row, today, cases)
    elif row.sheet is INTERVENTIONS:
        _check_births(row, ("subject_date_of_birth",), today, _("This day is in the future."))
        _check_case(row, cases)
    elif row.sheet is FIGURES:
        _check_period(row)


def _check_period(row: ParsedRow) -> None:
    first, last = row.get("from"), row.get("to")
    if first is not None and last is not None and last < first:
        row.fault("to", _("The period ends before it begins."))


def _check_referral(row: ParsedRow, today: date) -> None:
    received = row.get("received_on")
    if received is not None and received > today:
        row.fault("received_on", _("This day is in the future."))
    births = ("victim_date_of_birth", "other_date_of_birth")
    _check_births(row, births, received or today, _("This birth date is after the referral."))
    _check_score(row)
    children = row.get("children_in_household")
    if children is not None and children < 0:
        row.fault("children_in_household", _("This cannot be below 0."))


def _check_births(row: ParsedRow, columns: tuple[str, ...], latest: date, reason: str) -> None:
    for column in columns:
        born = row.get(column)
        if born is not None and born > latest:
            row.fault(column, reason)


def _check_score(row: ParsedRow) -> None:
    score, tool_id = row.get("risk_score"), row.get("risk_tool")
    if score is None:
        return
    if score < 0:
        row.fault("risk_score", _("A score cannot be below 0."))
    elif tool_id is not None:
        problem = score_problem(risk_tools()[tool_id], score)
        if problem is not None:
            row.fault("risk_score", problem)


def _check_action(row: ParsedRow, today: date, cases: Container[str]) -> None:
    set_on = row.get("set_on")
    if set_on is not None and set_on > today:
        row.fault("set_on", _("This day is in the future."))
    _check_case(row, cases)
    words, closed_on = row.get("status"), row.get("closed_on")
    status = _DONE if closed_on else _OPEN
    if words is not None:
        known = _STATUS.get(plain_name(words))
        if known is None:
            row.fault("status", _("Write open, done, no longer possible or not done."))
            return
        status = known
    if status == _OPEN and closed_on is not None:
        row.fault("closed_on", _("An open action has no day on which it was closed."))
    row.values["status"] = status


def _check_case(row: ParsedRow, cases: Container[str]) -> None:
    reference = row.get("case_reference")
    if reference is not None and reference not in cases:
        row.fault("case_reference", _("There is no such case, here or among the rows accepted."))
