"""Tells whether a record of any subject names a place, found from the tables themselves."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from casedesk.places.tables import PlaceRow
from casedesk.storage.base import Base, load_all_tables


def is_used(session: Session, place_id: int) -> bool:
    """Tell whether a record that is not marked in error names the place."""
    load_all_tables()
    place = PlaceRow.__table__
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if not any(key.column.table is place for key in column.foreign_keys):
                continue
            query = select(table.c.id).where(column == place_id)
            if "error_at" in table.c:
                query = query.where(table.c.error_at.is_(None))
            if session.scalar(select(exists(query))):
                return True
    return False
