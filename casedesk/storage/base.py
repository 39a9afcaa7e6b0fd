"""What all rows share: names of constraints, who recorded them, when, and how they end."""

import importlib
import importlib.util
import pkgutil
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, configure_mappers, declared_attr, mapped_column

import casedesk
from casedesk.storage.column_types import UTCDateTime


class Base(DeclarativeBase):
    """Base of every table; constraints are named so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UTCDateTime}


class Recorded:
    """Columns of everything casework records; nothing in casework is deleted.

    `recorded_at` is the time of writing, never the time of the event. A record
    made by mistake gets `error_at` and `error_reason` and leaves lists and counts.
    `review_on` is the day to look whether the record may be erased, `on_hold` keeps it whatever
    that day; what belongs to a case goes by those of the case (see `casedesk/cases/keeping.py`).
    """

    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    error_at: Mapped[datetime | None]
    error_reason: Mapped[str | None]
    review_on: Mapped[date | None]
    on_hold: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy's own form
        return {"version_id_col": cls.version}


@cache
def load_all_tables() -> None:
    """Import the tables of every subject.

    Foreign keys name tables of higher subjects as text; SQLAlchemy can follow such
    a name only when that table is known.
    """
    for package in pkgutil.iter_modules(casedesk.__path__):
        name = f"casedesk.{package.name}.tables"
        if package.ispkg and importlib.util.find_spec(name):
            importlib.import_module(name)
    configure_mappers()  # a tenth of a second, else spent when the first page is shown
