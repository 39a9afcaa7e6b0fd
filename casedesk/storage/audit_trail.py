"""The audit trail: rows that are only ever added, chained by a keyed hash.

Each entry names who did what to which record and when, with names of fields and
never their values (Data Protection Act 2018, s.62, asks for collection, alteration,
consultation, disclosure, combination and erasure). The chain shows edits, gaps and
reordering by anyone without the data key; a cut tail shows only against an anchor
kept outside the file.
"""

import hmac
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from casedesk.digests import keyed_sha256
from casedesk.storage.base import Base

GENESIS = "0" * 64


class AuditRow(Base):
    """One thing somebody did."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    record: Mapped[str]
    detail: Mapped[str]
    previous: Mapped[str]
    mac: Mapped[str]


class AuditHeadRow(Base):
    """Where the chain ends; read inside every write transaction, never remembered."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    mac: Mapped[str]


# Kept in the database so that no other program can rewrite the trail by accident.
# REPLACE fires no delete triggers; the insert trigger is what stops it.
AUDIT_TRIGGERS = (
    """CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
       BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END""",
    """CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
       BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END""",
    """CREATE TRIGGER audit_in_order BEFORE INSERT ON audit
       WHEN new.seq IS NOT (SELECT seq + 1 FROM audit_head)
         OR new.previous IS NOT (SELECT mac FROM audit_head)
       BEGIN SELECT RAISE(ABORT, 'the audit trail has no gaps'); END""",
    """CREATE TRIGGER audit_moves_head AFTER INSERT ON audit
       BEGIN UPDATE audit_head SET seq = new.seq, mac = new.mac; END""",
)


class Head(Struct, frozen=True):
    """The end of the chain: how many entries, and the hash of the last."""

    seq: int
    mac: str


class ChainCheck(Struct, frozen=True):
    """What following the chain found; `broken_at` is None when it is whole."""

    entries: int
    broken_at: int | None
    head: Head


def append(
    session: Session, key: bytes, *, at: datetime, actor: str, action: str, record: str, detail: str
) -> None:
    """Add one entry inside the session's write transaction."""
    end = head(session.connection())
    seq = end.seq + 1
    mac = _mac(key, end.mac, seq, at, actor, action, record, detail)
    session.connection().execute(
        text(
            "INSERT INTO audit (seq, at, actor, action, record, detail, previous, mac) "
            "VALUES (:seq, :at, :actor, :action, :record, :detail, :previous, :mac)"
        ),
        {
            "seq": seq,
            "at": _stored(at),
            "actor": actor,
            "action": action,
            "record": record,
            "detail": detail,
            "previous": end.mac,
            "mac": mac,
        },
    )


def check_chain(connection: Connection, key: bytes) -> ChainCheck:
    """Follow the chain from the first entry to the head."""
    previous, seq = GENESIS, 0
    end = head(connection)
    for row in _entries(connection):
        at = moment(row.at)
        expected = _mac(key, previous, seq + 1, at, row.actor, row.action, row.record, row.detail)
        seq += 1
        same = hmac.compare_digest(expected, row.mac)
        if row.seq != seq or row.previous != previous or not same:
            return ChainCheck(seq, seq, end)
        previous = row.mac
    broken = None if (end.seq, end.mac) == (seq, previous) else seq + 1
    return ChainCheck(seq, broken, end)


def _entries(connection: Connection) -> Iterator[Row[Any]]:
    yield from connection.execute(text("SELECT * FROM audit ORDER BY seq"))


def head(connection: Connection) -> Head:
    """Return where the chain ends."""
    row = connection.execute(text("SELECT seq, mac FROM audit_head")).one()
    return Head(row.seq, row.mac)


def moment(stored: str) -> datetime:
    """Return the moment that stands in a row of the trail."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def _stored(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _mac(  # noqa: PLR0917
    key: bytes,
    previous: str,
    seq: int,
    at: datetime,
    actor: str,
    action: str,
    record: str,
    detail: str,
) -> str:
    fields = (previous, str(seq), _stored(at), actor, action, record, detail)
    message = b"".join(len(part := f.encode()).to_bytes(4, "big") + part for f in fields)
    return keyed_sha256(key, message).hex()
