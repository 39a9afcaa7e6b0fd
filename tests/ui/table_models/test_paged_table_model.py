"""A long list holds the rows that were looked at last, not all that were ever looked at."""

from collections.abc import Sequence
from typing import Any

from ui.table_models.paged_table_model import (
    MOST_PAGES,
    PAGE_ROWS,
    Cell,
    PagedTableModel,
    TableColumn,
    TableRow,
)

LENGTH = 100_000


class Numbers:
    """A source that notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def ids(self) -> Sequence[Any]:
        return range(LENGTH)

    def rows(self, ids: Sequence[Any]) -> Sequence[TableRow]:
        self.asked.append(ids[0])
        return [TableRow(one, (Cell(f"Case {one}"),)) for one in ids]

    def sort_by(self, key: str, descending: bool) -> None:
        """Stay in order."""


def test_going_through_a_long_list_keeps_a_few_pages_and_fetches_each_once() -> None:
    source = Numbers()
    model = PagedTableModel([TableColumn("Case")], source)
    model.refresh()
    shown = [model.index(row, 0).data() for row in range(0, LENGTH, PAGE_ROWS // 2)]
    assert shown[-1] == f"Case {LENGTH - PAGE_ROWS // 2}"
    assert source.asked == list(range(0, LENGTH, PAGE_ROWS))
    assert len(model._pages) == MOST_PAGES
    source.asked.clear()
    assert model.index(LENGTH - 1, 0).data() == f"Case {LENGTH - 1}"  # still there
    assert source.asked == []
    assert model.index(0, 0).data() == "Case 0"  # asked for again
    assert source.asked == [0]
