"""Reads and checks the audit trail; nothing here can change it."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from casedesk.audit.model import AuditEntry, AuditFilter, ChainState
from casedesk.dates import LONDON
from casedesk.security.roles import Permission
from casedesk.storage import audit_trail
from casedesk.storage.audit_trail import AuditRow
from casedesk.workspace.tables import AccountRow
from casedesk.workspace.workspace import Workspace

PAGE = 200


def audit_entries(
    workspace: Workspace,
    wanted: AuditFilter | None = None,
    *,
    before: int | None = None,
    limit: int = PAGE,
) -> list[AuditEntry]:
    """Return entries, the newest first.

    Args:
        workspace: the open file.
        wanted: which entries.
        before: only entries with a smaller number: the last one of the page before.
        limit: how many at most.
    """
    query = select(
        AuditRow.seq, AuditRow.at, AuditRow.actor, AuditRow.action, AuditRow.record, AuditRow.detail
    ).where(*_conditions(wanted or AuditFilter()))
    if before is not None:
        query = query.where(AuditRow.seq < before)
    with workspace.reading(Permission.READ_AUDIT) as session:
        names = {
            row.id: row.name for row in session.execute(select(AccountRow.id, AccountRow.name))
        }
        rows = session.execute(query.order_by(AuditRow.seq.desc()).limit(limit)).all()
    found = []
    for row in rows:
        user, _blank, role = row.actor.partition(" ")
        name = names.get(int(user), user) if user.isdigit() else user
        found.append(AuditEntry(row.seq, row.at, name, role, row.action, row.record, row.detail))
    return found


def count_entries(workspace: Workspace, wanted: AuditFilter | None = None) -> int:
    """Return how many entries a filter leaves."""
    query = select(func.count()).select_from(AuditRow).where(*_conditions(wanted or AuditFilter()))
    with workspace.reading(Permission.READ_AUDIT) as session:
        return int(session.execute(query).scalar_one())


def check_trail(workspace: Workspace) -> ChainState:
    """Follow the chain from the first entry to the last; takes a second for 100,000 entries."""
    with workspace.reading(Permission.READ_AUDIT) as session:
        found = audit_trail.check_chain(session.connection(), workspace.key.derive("audit"))
        first, last = session.execute(select(func.min(AuditRow.at), func.max(AuditRow.at))).one()
    return ChainState(found.entries, found.broken_at, first, last)


def _conditions(wanted: AuditFilter) -> list[ColumnElement[Any]]:
    found: list[ColumnElement[Any]] = []
    if wanted.action:
        found.append(AuditRow.action.startswith(wanted.action, autoescape=True))
    if wanted.record:
        found.append(AuditRow.record == wanted.record)
    if wanted.user_id is not None:
        found.append(AuditRow.actor.startswith(f"{wanted.user_id} ", autoescape=True))
    if wanted.from_on is not None:
        found.append(
            AuditRow.at >= datetime.combine(wanted.from_on, time(), LONDON).astimezone(UTC)
        )
    if wanted.to_on is not None:
        after = wanted.to_on + timedelta(days=1)
        found.append(AuditRow.at < datetime.combine(after, time(), LONDON).astimezone(UTC))
    return found
