"""The table of bad input: `python -m tests.bad_input_table` writes tests/bad_input.md.

A row says what was tried, what the person sees, and which test holds it. Rows stand beside their
tests (`BAD_INPUT`), or here by the names of tests that say it themselves.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parent
TABLE = TESTS / "bad_input.md"


class Row(NamedTuple):
    """One line of the table."""

    tried: str
    seen: str
    test: str


BY_NAME = (
    Row("a file of 0 bytes, or one too large", "one sentence that says which and why",
        "casedesk/attachments/test_rules.py::test_empty_and_too_large_files_are_refused_by_their_size"),
    Row("a file of 300 MB", "refused at once, without being read",
        "casedesk/attachments/test_service.py::test_a_file_of_300_mb_is_refused_without_being_read"),
    Row("a file with a wrong ending", "told as what its content is",
        "casedesk/attachments/test_service.py::test_a_name_that_says_another_kind_is_told"),
    Row("programs and shortcuts", "refused: they are not kept",
        "casedesk/attachments/test_rules.py::test_programs_and_shortcuts_are_not_kept"),
    Row("a PDF with scripts", "its pages; the scripts do nothing",
        "casedesk/attachments/test_pages.py::test_scripts_of_a_pdf_do_nothing"),
    Row("a PDF with a password", "a sentence that says so",
        "casedesk/attachments/test_pages.py::test_a_pdf_with_a_password_says_so"),
    Row("a PDF of 10,000 pages", "any of its pages at once",
        "casedesk/attachments/test_pages.py::test_the_last_of_10_000_pages_is_drawn_at_once"),
    Row("a page made to take for ever", "given up, with a sentence",
        "casedesk/attachments/test_pages.py::test_a_page_made_to_take_for_ever_is_given_up"),
    Row("a picture bomb", "refused: it is measured before it is unpacked",
        "casedesk/attachments/test_pages.py::test_a_picture_bomb_is_measured_before_it_is_unpacked"),
    Row("files changed at random", "drawn, or refused in one sentence",
        "casedesk/attachments/test_pages.py::test_whatever_is_changed_in_a_file_it_is_drawn_or_refused"),
    Row("an e-mail with forty attachments, odd letters and deep nesting",
        "its words and the list of its files",
        "casedesk/arrivals/test_reading.py::test_an_email_with_forty_files_odd_charsets_and_deep_nesting"),
    Row("a web page in an e-mail", "its words; nothing in it is carried out",
        "casedesk/arrivals/test_reading.py::test_a_page_in_an_email_becomes_words_and_nothing_in_it_is_carried_out"),
    Row("arriving files changed at random", "a draft, or one sentence",
        "casedesk/arrivals/test_reading.py::test_bytes_changed_at_random_never_do_more_than_refuse"),
    Row("a referral form of another version, or printed", "a sentence; nothing is guessed",
        "casedesk/arrivals/test_referral_form.py::test_another_version_is_refused_and_a_printed_form_is_no_form"),
    Row("too many files at once", "a sentence that says how many may be brought in",
        "ui/pages/arrivals/test_arrivals_page.py::test_too_many_files_at_once_are_answered_plainly"),
    Row("a letter's template that lacks a field, or names one that is not known",
        "refused; the field is named, nothing is kept",
        "casedesk/documents/test_own_letters.py::test_what_is_missing_or_not_known_is_named_and_nothing_is_kept"),
    Row("a letter's template that no longer holds", "it is listed, with the reason",
        "casedesk/documents/test_own_letters.py::test_a_letter_that_no_longer_holds_is_listed_with_the_reason"),
    Row("hostile workbooks", "refused in one sentence, nothing is changed",
        "security/test_hostile_workbooks.py"),
)  # fmt: skip
HEADING = """# Bad input: what was tried, and what the person sees

Made by `python -m tests.bad_input_table`; each line is held by the test beside it.

| Tried | The person sees | Test |
|---|---|---|
"""


def rows() -> Iterator[Row]:
    """Give the rows by name, then those that stand beside their tests."""
    yield from BY_NAME
    for file in sorted(TESTS.rglob("test_*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            named = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            if named and node.targets[0].id == "BAD_INPUT":  # type: ignore[attr-defined]
                for tried, seen in ast.literal_eval(node.value):  # type: ignore[attr-defined]
                    yield Row(tried, seen, file.relative_to(TESTS).as_posix())


def missing(row: Row) -> bool:
    """Tell whether the test of a row is no longer there."""
    file, _colons, name = row.test.partition("::")
    path = TESTS / file
    return not path.exists() or f"def {name}" not in path.read_text(encoding="utf-8")


def table() -> str:
    """Return the whole table as Markdown."""
    return HEADING + "".join(f"| {row.tried} | {row.seen} | `{row.test}` |\n" for row in rows())


def main() -> int:
    """Write the table; return the exit status."""
    TABLE.write_text(table(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
