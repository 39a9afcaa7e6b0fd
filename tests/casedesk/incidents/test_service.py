"""Reports: who told whom of what, with or without a case."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from casedesk.cases.case_life import mark_case_in_error
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.incidents import service
from casedesk.incidents.model import NewReport, ToldHow
from casedesk.people.model import NewPerson
from casedesk.people.service import add_address, record_person
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case

SHOUTING = NewReport(
    told_by="A neighbour",
    told_to="Cariad Price",
    how=ToldHow.CALL,
    what="Shouting, then glass breaking.",
    happened_at=datetime(2026, 11, 19, 22, 15, tzinfo=UTC),
    address="Flat 2, Mill Court",
    postcode="QX4 1BR",
)


def test_a_report_may_stand_alone_and_join_a_case_later(workspace: Workspace) -> None:
    report_id = service.record_report(workspace, SHOUTING)
    (alone,) = service.all_reports(workspace)
    assert alone.case_id is None
    assert (alone.place, alone.told_at) == ("Flat 2, Mill Court, QX4 1BR", workspace.clock())
    case_id = a_case(workspace)
    service.attach_report(workspace, report_id, case_id, alone.version)
    assert [one.case_id for one in service.all_reports(workspace)] == [case_id]
    with pytest.raises(ConflictError):
        service.attach_report(workspace, report_id, a_case(workspace, reference="M-2"))


def test_a_postcode_alone_is_a_place(workspace: Workspace) -> None:
    service.record_report(workspace, replace(SHOUTING, address="", postcode="qx9 1aa"))
    (told,) = service.all_reports(workspace)
    assert told.place == "QX9 1AA"


def test_reports_come_in_pages_the_last_told_first(workspace: Workspace) -> None:
    first, second = (service.record_report(workspace, SHOUTING) for _turn in range(2))
    pages = [service.all_reports(workspace, 1, start) for start in range(3)]
    assert [[one.id for one in page] for page in pages] == [[second], [first], []]


def test_how_many_stand_before_a_report_is_its_place_in_the_list(workspace: Workspace) -> None:
    of_error = service.record_report(workspace, replace(SHOUTING, case_id=a_case(workspace)))
    told = datetime(2026, 11, 20, 8, tzinfo=UTC)
    for at in (told, told, None, datetime(2026, 11, 19, 23, tzinfo=UTC)):
        service.record_report(workspace, replace(SHOUTING, told_at=at))
    mark_case_in_error(workspace, 1, "Entered twice.")
    listed = [one.id for one in service.all_reports(workspace)]
    assert of_error not in listed
    assert [service.reports_before(workspace, one) for one in listed] == [0, 1, 2, 3]
    assert service.reports_before(workspace, 99) == 0


def test_a_report_joins_no_case_that_is_not_there(workspace: Workspace) -> None:
    report_id, case_id = service.record_report(workspace, SHOUTING), a_case(workspace)
    mark_case_in_error(workspace, case_id, "Entered twice.")
    for lost in (case_id, case_id + 1):
        with pytest.raises(NotFoundError):
            service.attach_report(workspace, report_id, lost)
        with pytest.raises(NotFoundError):
            service.record_report(workspace, replace(SHOUTING, case_id=lost))
    assert [one.case_id for one in service.all_reports(workspace)] == [None]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"what": " "}, "what"),
        ({"told_by": ""}, "told_by"),
        ({"told_to": ""}, "told_to"),
        ({"told_at": datetime(2026, 11, 20, 10, 43, tzinfo=UTC)}, "told_at"),
        ({"happened_at": datetime(2026, 11, 20, 10, 43, tzinfo=UTC)}, "happened_at"),
        ({"agency_id": "no_such_agency"}, "agency"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    workspace: Workspace, given: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as refused:
        service.record_report(workspace, replace(SHOUTING, **given))
    assert refused.value.problems.keys() == {field}


def test_a_correction_keeps_what_was_said_before(workspace: Workspace) -> None:
    report_id = service.record_report(workspace, SHOUTING)
    quieter = replace(SHOUTING, what="Shouting; no glass.")
    with pytest.raises(InputError):
        service.correct_report(workspace, report_id, quieter, "")
    service.correct_report(workspace, report_id, quieter, "The neighbour rang again.")
    report = service.report_details(workspace, report_id)
    assert report.what == "Shouting; no glass."
    assert [(c.field, c.old_value) for c in report.corrections] == [("what", SHOUTING.what)]
    service.mark_report_in_error(workspace, report_id, "Told twice.")
    with pytest.raises(NotFoundError):
        service.report_details(workspace, report_id)


def test_who_only_reads_sees_no_place_of_somebody_whose_address_is_protected(
    workspace: Workspace,
) -> None:
    sian = NewPerson("Quarrington", "Siân", address="12 Mill Court", address_protected=True)
    person = record_person(workspace, sian)
    add_address(workspace, person, "3 Tŷ Melin", "QX9 1AA")  # not protected itself, leads there
    of_hers = service.record_report(
        workspace, replace(SHOUTING, address="12 mill court", postcode=None)
    )
    earlier = service.record_report(
        workspace, replace(SHOUTING, address="3 Tŷ Melin", postcode="QX9 1AA")
    )
    service.correct_report(workspace, earlier, SHOUTING, "The neighbour rang again.")
    assert service.report_details(workspace, of_hers).place == "12 Mill Court"
    assert [one.old_value for one in service.report_details(workspace, earlier).corrections] == [
        "3 Tŷ Melin, QX9 1AA"
    ]

    workspace.user = replace(workspace.user, role_id="reader")
    places = {one.id: (one.place, one.place_id is None) for one in service.all_reports(workspace)}
    hidden = ("address protected", True)
    assert places == {of_hers: hidden, earlier: ("Flat 2, Mill Court, QX4 1BR", False)}
    whole = service.report_details(workspace, of_hers)
    assert (whole.place, whole.place_id) == ("address protected", None)
    struck = service.report_details(workspace, earlier).corrections
    assert [one.old_value for one in struck] == ["address protected"]
