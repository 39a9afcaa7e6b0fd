"""What a case's timeline says of places in corrections, and to whom."""

from datetime import UTC, datetime

from msgspec.structs import replace

from casedesk.incidents.model import NewReport, ToldHow
from casedesk.incidents.service import correct_report, record_report
from casedesk.overviews.service import timeline
from casedesk.people.model import NewPerson
from casedesk.people.service import record_person
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case


def test_a_corrected_place_is_no_way_to_a_protected_address(workspace: Workspace) -> None:
    record_person(
        workspace,
        NewPerson("Quarrington", "Siân", address="12 Mill Court", address_protected=True),
    )
    told = NewReport(
        told_by="A neighbour",
        told_to="Cariad Price",
        how=ToldHow.CALL,
        happened_at=datetime(2026, 7, 2, 9, 0, tzinfo=UTC),
        what="Shouting.",
        address="12 Mill Court",
        case_id=a_case(workspace),
    )
    report = record_report(workspace, told)
    correct_report(workspace, report, replace(told, address="3 Wharf Street"), "The wrong house.")

    def struck() -> list[str | None]:
        lines = timeline(workspace, told.case_id or 0)
        return [one.struck for one in lines if one.is_correction]

    assert struck() == ["12 Mill Court"]
    workspace.user = replace(workspace.user, role_id="reader")
    assert struck() == ["address protected"]
