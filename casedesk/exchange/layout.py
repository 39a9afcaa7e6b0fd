"""The sheets of the partnership's workbook and their columns; headings are exact.

They are the partnership's own: its staff fill the same sheets in before and after CaseDesk.
"""

from enum import StrEnum

from msgspec import Struct

MOST_ROWS = 200_000


class Kind(StrEnum):
    """What stands in a column; those after `ETHNICITY` are names that can be asked."""

    TEXT = "text"
    DAY = "day"
    BIRTH = "birth"
    MOMENT = "moment"
    CLOCK = "clock"
    WHOLE = "whole"
    NUMBER = "number"
    YES_NO = "yes_no"
    GENDER = "gender"
    STATUS = "status"
    CRITERIA = "criterion"
    ETHNICITY = "ethnicity"
    FORUM = "forum"
    AGENCY = "agency"
    AGENCIES = "agencies"
    POWER = "power"
    REGISTER = "register"
    TOOL = "risk_tool"
    SERIES = "series"


class Column(Struct, frozen=True):
    """One column; a row without a `needed` one is refused."""

    name: str
    kind: Kind = Kind.TEXT
    needed: bool = False


class Sheet(Struct, frozen=True):
    """One sheet: its name and columns. `has_reference`: rows are known by their reference."""

    name: str
    columns: tuple[Column, ...]

    @property
    def has_reference(self) -> bool:
        """Tell whether a row is known by its reference, else by content and occurrence."""
        return self.columns[0].name == "reference"

    @property
    def needed(self) -> frozenset[str]:
        """Return the columns without which the sheet cannot be read."""
        return frozenset(column.name for column in self.columns if column.needed)

    @property
    def headings(self) -> tuple[str, ...]:
        """Return every heading in the order of the template."""
        return tuple(column.name for column in self.columns)


def _columns(text: str) -> tuple[Column, ...]:
    """Read `name`, `name:kind` and `name:kind*` (needed) separated by blanks."""
    found = []
    for word in text.split():
        name, _, kind = word.rstrip("*").partition(":")
        found.append(Column(name, Kind(kind or "text"), word.endswith("*")))
    return tuple(found)


REFERRALS = Sheet(
    "Referrals",
    _columns(
        """reference* forum:forum* received_on:day* referring_agency:agency*
        other_referring_agencies:agencies criteria:criterion victim_surname* victim_forenames
        victim_date_of_birth:birth victim_gender:gender victim_ethnicity:ethnicity
        victim_disabled:yes_no victim_lgbt:yes_no victim_address victim_postcode other_surname
        other_forenames other_date_of_birth:birth other_role relationship
        children_in_household:whole risk_tool:risk_tool risk_score:whole professional_judgement
        consent heard_on:day outcome"""
    ),
)
ACTIONS = Sheet(
    "Actions",
    _columns(
        """reference* case_reference* forum:forum set_on:day* due_on:day agency:agency* owner
        task* status:status closed_on:day outcome_note"""
    ),
)
INTERVENTIONS = Sheet(
    "Interventions",
    _columns(
        """reference* power:power* case_reference subject_surname subject_forenames
        subject_date_of_birth:birth premises_address premises_postcode applicant
        issued_at:moment served_at:moment granted_on:day terms ends_on:day breached_on:day
        consultation_held_on:day safeguarding_checklist_on:day exit_meeting_on:day note"""
    ),
)
REGISTERS = Sheet(
    "Registers",
    _columns(
        """register:register* date:day* place subject quantity:number reason ended_on:day outcome
        note"""
    ),
)
FIGURES = Sheet(
    "Figures",
    _columns("series:series* area from:day* to:day* value:number* source"),
)
MEETINGS = Sheet(
    "Meetings",
    _columns("forum:forum* held_on:day* started_at:clock present:agencies apologies:agencies note"),
)
SHEETS = (REFERRALS, ACTIONS, INTERVENTIONS, REGISTERS, FIGURES, MEETINGS)
"""In the order in which they are checked and listed."""
