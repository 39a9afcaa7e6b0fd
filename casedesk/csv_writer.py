"""Writes CSV that no spreadsheet program runs as a formula; everyone who writes CSV uses it."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# The last four are the wide forms of Chinese and Japanese keyboards.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ONLY_A_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def defused(value: object) -> object:
    """Return a value so that a spreadsheet program shows it and never runs it.

    Text that begins like a formula gets an apostrophe before it; numbers stay numbers, also
    those written as text: a list of refused cells shows -1 as it stood.
    Source: OWASP, "CSV Injection".
    """
    if not isinstance(value, str) or _ONLY_A_NUMBER.fullmatch(value):
        return value
    if value.lstrip(" ").startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return value


def csv_bytes(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, for_people: bool = False
) -> bytes:
    """Return a table as CSV in UTF-8; None becomes an empty field.

    Args:
        headings: ours, so they are not defused.
        rows: the values of each line.
        for_people: begin with the mark by which spreadsheet programs know UTF-8; programs
            that read the file would take it for a part of the first heading.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow(["" if value is None else defused(value) for value in row])
    return text.getvalue().encode("utf-8-sig" if for_people else "utf-8")
