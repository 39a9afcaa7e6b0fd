"""Places as the rest of CaseDesk sees them: plain values, no database."""

from msgspec import Struct

from casedesk.i18n import with_commas
from casedesk.workspace.model import Correction


class PlaceLine(Struct, frozen=True):
    """One place in a list."""

    id: int
    address: str
    postcode: str | None
    area: str | None

    @property
    def shown(self) -> str:
        """Return the address and postcode in one line."""
        return with_commas(self.address, self.postcode)


class PlaceDetails(Struct, frozen=True):
    """Everything that is recorded of one place."""

    id: int
    version: int
    address: str
    postcode: str | None
    area: str | None
    note: str | None
    corrections: tuple[Correction, ...]
