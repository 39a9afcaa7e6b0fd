"""What a case is called: without a person, by its place, which is not for everybody."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.forums.model import Part
from casedesk.people.protected_addresses import (
    address_hidden,
    leads_to_protected,
    may_see_addresses,
)
from casedesk.workspace.tables import CorrectionRow
from casedesk.workspace.workspace import Workspace

_Named = TypeVar("_Named", bound=Any)

_BY_PERSON = exists().where(
    CasePersonRow.case_id == CaseRow.id,
    CasePersonRow.role == Part.SUBJECT,
    CasePersonRow.error_at.is_(None),
)
# A case keeps the name it was opened by when its place is corrected afterwards.
_PLACE_BEFORE = exists().where(
    CorrectionRow.table_name == CaseRow.__tablename__,
    CorrectionRow.record_id == CaseRow.id,
    CorrectionRow.field == "place_id",
    leads_to_protected("CAST(correction.old_value AS INTEGER)"),
)


def hidden_subjects(
    workspace: Workspace, session: Session, case_ids: Collection[int]
) -> frozenset[int]:
    """Return which of these cases are named by a place that the user at work may not see."""
    if may_see_addresses(workspace) or not case_ids:
        return frozenset()
    wanted = func.json_each(json.dumps(list(case_ids))).table_valued("value")
    query = select(CaseRow.id).where(
        CaseRow.id.in_(select(wanted.c.value)),
        ~_BY_PERSON,
        or_(leads_to_protected('"case".place_id'), _PLACE_BEFORE),
    )
    return frozenset(session.scalars(query))


def named_as_seen(
    workspace: Workspace, session: Session, found: Mapping[int, _Named] | Sequence[_Named]
) -> list[_Named]:
    """Return what names cases as the user at work may see it.

    Args:
        workspace: the open file.
        session: reads.
        found: values with `subject_name`, by the id of their case or with one as `case_id`.
    """
    pairs = (
        list(found.items()) if isinstance(found, Mapping) else [(one.case_id, one) for one in found]
    )
    hidden = hidden_subjects(workspace, session, [case_id for case_id, _one in pairs])
    return [
        replace(one, subject_name=address_hidden()) if case_id in hidden else one
        for case_id, one in pairs
    ]
