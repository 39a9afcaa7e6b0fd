"""Two records of one name are told apart by what differs, before anything is opened."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from casedesk.people.model import PersonLine
from ui.table_models.match_table import two_names
from ui.table_models.paged_table_model import (
    Cell,
    FixedRows,
    PagedTableModel,
    TableColumn,
    TableRow,
)


def a_line(**given: Any) -> PersonLine:
    usual: dict[str, Any] = {
        "id": 1, "name": "Karim Haworth", "born_on": date(1990, 5, 1), "address": "",
        "address_protected": False, "recorded_at": datetime(2026, 11, 2, 12, tzinfo=UTC),
    }  # fmt: skip
    return PersonLine(**usual | given)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": "Karim Howarth"}, "Karim Haworth and Karim Howarth"),
        ({"born_on": date(1991, 5, 1)}, "Karim Haworth: born 1990 and born 1991"),
        ({"born_on": None}, "Karim Haworth: born 1990 and not known"),
        ({"address": "2 Mill Lane"}, "Karim Haworth: not known and 2 Mill Lane"),
        (
            {"recorded_at": datetime(2026, 11, 9, 12, tzinfo=UTC)},
            "Karim Haworth: recorded 2 Nov 2026 and recorded 9 Nov 2026",
        ),
    ],
)
def test_the_same_name_twice_is_told_apart(given: dict[str, Any], told: str) -> None:
    assert two_names(a_line(), a_line(**given)) == told


def test_what_a_column_cuts_off_can_be_read_whole(qtbot: object) -> None:
    rows = [TableRow(1, (Cell("Finish the referral"), Cell("short", tip="the whole of it")))]
    model = PagedTableModel([TableColumn("Next"), TableColumn("Note")], FixedRows(rows))
    model.refresh()
    tips = [model.data(model.index(0, place), 3) for place in range(2)]  # 3: the tooltip
    assert tips == ["Finish the referral", "the whole of it"]
