"""People, their other names and addresses, relations, and joined or separate records."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class PersonRow(Recorded, Base):
    """A person; answers keep "not known", "not asked" and "declined" apart (lists.toml)."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_same", "surname_key", "forenames_key", "born_on"),
        Index("ix_person_sound", "sound_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    surname: Mapped[str]
    forenames: Mapped[str] = mapped_column(default="")
    known_as: Mapped[str | None]
    surname_key: Mapped[str]  # without case and blanks
    forenames_key: Mapped[str]
    sound_key: Mapped[str]  # how the surname sounds, for possible matches
    born_on: Mapped[date | None] = mapped_column(index=True)
    born_certainty: Mapped[str | None]  # exact, month, year, about, not_known
    gender: Mapped[str | None]
    ethnicity_group: Mapped[str | None]
    ethnicity_detail: Mapped[str | None]
    disabled: Mapped[str | None]
    lgbt: Mapped[str | None]
    language: Mapped[str | None]
    interpreter: Mapped[str | None]
    safe_contact_how: Mapped[str | None]
    safe_contact_when: Mapped[str | None]
    safe_contact_number: Mapped[str | None]
    safe_contact_not: Mapped[str | None]  # who must not answer
    joined_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )


class PersonNameRow(Recorded, Base):
    """Another name a person is known by."""

    __tablename__ = "person_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str]
    kind: Mapped[str]  # alias, maiden, former


class PersonAddressRow(Recorded, Base):
    """Where a person lives or lived; `protected` is the person's, whatever the place."""

    __tablename__ = "person_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id", ondelete="RESTRICT"), index=True)
    protected: Mapped[bool] = mapped_column(default=False)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]


class RelationRow(Recorded, Base):
    """How one person is related to another."""

    __tablename__ = "relation"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    kind: Mapped[str]
    ended_on: Mapped[date | None]


class PersonJoinRow(Base):
    """Two records found to be one person; `moved` says what to put back on undo (JSON)."""

    __tablename__ = "person_join"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    joined_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    moved: Mapped[str]
    undone_at: Mapped[datetime | None]


class PossibleMatchRow(Base):
    """Two records that may be one person: waits for somebody to decide, or was decided."""

    __tablename__ = "possible_match"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="ordered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    reasons: Mapped[str]  # ids of reasons, separated by blanks
    score: Mapped[int]  # 0 to 100
    found_at: Mapped[datetime]
    decision: Mapped[str | None] = mapped_column(index=True)  # joined, different
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
