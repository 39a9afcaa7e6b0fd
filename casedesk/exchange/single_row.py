"""A referral that was typed elsewhere, read and checked like one row of the Referrals sheet."""

from collections.abc import Mapping
from datetime import date

from casedesk.exchange.cell_values import CellError, plain_text
from casedesk.exchange.checks import check_row
from casedesk.exchange.layout import REFERRALS
from casedesk.exchange.name_book import NameBook
from casedesk.exchange.rows import ParsedRow, parser_of


def read_referral(cells: Mapping[str, str], names: NameBook, today: date) -> ParsedRow:
    """Read a referral by the columns of the sheet; what is missing is no fault here.

    Args:
        cells: what stands under each heading; a heading left out is blank.
        names: finds agencies and tools by the words used for them.
        today: the local day on which it is read.

    Returns:
        The row, with a fault for each column that cannot be taken.
    """
    typed = {name: plain_text(words) for name, words in cells.items()}
    row = ParsedRow(REFERRALS, 1, [typed.get(name) or None for name in REFERRALS.headings], {})
    for column, cell in zip(REFERRALS.columns, row.cells, strict=True):
        if cell is not None:
            try:
                row.values[column.name] = parser_of(column, names)(cell)
            except CellError as error:
                row.fault(column.name, str(error))
    check_row(row, today, ())
    return row
