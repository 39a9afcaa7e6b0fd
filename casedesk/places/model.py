"""Places as the rest of CaseDesk sees them: plain values, no database."""

from dataclasses import dataclass

from casedesk.i18n import with_commas
from casedesk.workspace.model import Correction


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place in a list."""

    id: int
    address: str
    postcode: str | None
    area: str | None

    @property
    def shown(self) -> str:
        """Return the address and postcode in one line."""
        return with_commas(self.address, self.postcode)


@dataclass(frozen=True, slots=True)
class PlaceDetails:
    """Everything that is recorded of one place."""

    id: int
    version: int
    address: str
    postcode: str | None
    area: str | None
    note: str | None
    corrections: tuple[Correction, ...]
