"""Agencies and practitioners as the rest of CaseDesk sees them: plain values, no database."""

from datetime import date

from msgspec import Struct


class OwnName(Struct, frozen=True):
    """A name the partnership uses for an agency of the catalogue."""

    id: int
    name: str
    agency_id: str
    agency_title: str


class PractitionerFields(Struct, frozen=True):
    """What is typed of somebody who works for an agency."""

    name: str
    agency_id: str
    job_title: str | None = None
    telephone: str | None = None
    email: str | None = None


class Practitioner(Struct, frozen=True):
    """Somebody who works, or worked until `left_on`, for an agency."""

    id: int
    version: int
    fields: PractitionerFields
    agency_title: str
    left_on: date | None
