"""The table of bad input says what the tests hold."""

from tests.bad_input_table import TABLE, missing, rows, table


def test_every_row_has_its_test_and_the_table_is_up_to_date() -> None:
    assert [row.test for row in rows() if missing(row)] == []
    assert TABLE.read_text(encoding="utf-8") == table(), "run python -m tests.bad_input_table"
