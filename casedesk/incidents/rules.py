"""What a report needs. Pure functions."""

from datetime import datetime

from casedesk.agencies.catalogue import agencies
from casedesk.i18n import _
from casedesk.incidents.model import NewReport


def report_problems(new: NewReport, now: datetime) -> dict[str, str]:
    """Return what stops a report from being saved, by field; empty if nothing does."""
    problems: dict[str, str] = {}
    if not new.what.strip():
        problems["what"] = _("Write what is said to have happened.")
    if not new.told_by.strip():
        problems["told_by"] = _("Enter who told of it, or “not known”.")
    if not new.told_to.strip():
        problems["told_to"] = _("Enter who was told.")
    told = new.told_at or now
    if told > now:
        problems["told_at"] = _("The report must not lie in the future.")
    if new.happened_at is not None and new.happened_at > told:
        problems["happened_at"] = _("What happened must not lie after the report of it.")
    if new.agency_id is not None and new.agency_id not in agencies():
        problems["agency"] = _("The agency is not in the catalogue. Choose one of the list.")
    return problems
