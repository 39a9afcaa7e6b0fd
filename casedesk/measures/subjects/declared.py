"""The closed list of what can be counted."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from casedesk.measures.subjects.actions import actions
from casedesk.measures.subjects.cases import assessments, cases
from casedesk.measures.subjects.discussions import discussions
from casedesk.measures.subjects.interventions import breaches, interventions
from casedesk.measures.subjects.meetings import attendance, meetings
from casedesk.measures.subjects.referrals import referrals
from casedesk.measures.subjects.registers import register_entries
from casedesk.measures.subjects.subject import Subject


@cache
def subjects() -> Mapping[str, Subject]:
    """Return every subject by the name measures use for it."""
    return MappingProxyType(
        {
            "referrals": referrals(),
            "cases": cases(),
            "assessments": assessments(),
            "meetings": meetings(),
            "discussions": discussions(),
            "attendance": attendance(),
            "actions": actions(),
            "interventions": interventions(),
            "breaches": breaches(),
            "register_entries": register_entries(),
        }
    )
