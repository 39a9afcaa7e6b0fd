"""Every text a person can see goes through `_()`, so that it can be Welsh."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source_files import files, program

SHOWN_BY = {
    "label", "button", "link_button", "menu_button", "Card", "Section", "FormField", "EmptyState",
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "setText",
    "setToolTip", "setAccessibleName", "setAccessibleDescription", "setPlaceholderText",
    "setWindowTitle", "setTitle", "set_title", "set_subtitle", "set_text", "show_notice",
    "show_problem", "NoticeStrip",
}  # fmt: skip
NAMES = {"CaseDesk"}  # the same in every language
WORD = re.compile(r"[A-Za-z]{2,}")


def _has_words(part: ast.expr) -> bool:
    """Tell whether an argument is a text with words in it, or a sentence glued together."""
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        return part.value not in NAMES and bool(WORD.search(part.value))
    pieces = part.values if isinstance(part, ast.JoinedStr) else []
    return any(isinstance(one, ast.Constant) and WORD.search(str(one.value)) for one in pieces)


def test_no_text_is_shown_as_it_stands_in_the_code() -> None:
    plain = [
        f"{file.name}:{call.lineno}"
        for file in files("ui")
        for call, name in file.calls()
        if name in SHOWN_BY and call.args and _has_words(call.args[0])
    ]
    assert plain == []


def _looked_up() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of `_()` in the program, with where it stands."""
    for file in program():
        for call, name in file.calls():
            if name == "_":
                yield f"{file.name}:{call.lineno}", call


def test_texts_are_looked_up_when_they_are_shown_not_when_modules_load() -> None:
    inside = {
        id(inner)
        for file in program()
        for outer in file.nodes
        if isinstance(outer, ast.FunctionDef | ast.Lambda)
        for inner in ast.walk(outer)
    }
    assert [place for place, call in _looked_up() if id(call) not in inside] == []


def test_each_text_is_one_whole_constant() -> None:
    parts = [place for place, call in _looked_up() if not isinstance(call.args[0], ast.Constant)]
    assert parts == []


def test_texts_are_joined_where_one_cannot_turn_the_next_round() -> None:
    """`with_commas` and `side_by_side` end what turns the direction of writing, part by part."""
    by_hand = [
        f"{file.name}:{call.lineno}"
        for file in files("ui")
        for call, name in file.calls()
        if name == "join"
        and isinstance(call.func, ast.Attribute)
        and getattr(call.func.value, "value", "") in {", ", " · "}
    ]
    assert by_hand == []


COUNTS = "count|total|all|days|months|years|rows|cases|people|pages"
PLURAL = re.compile(rf"\{{(?:{COUNTS})\}} (?:[a-z]+ )?(?!is\b|was\b|this\b|has\b)[a-z]+s\b")
LIMIT = re.compile(r"(?:at least|at most|more than|the first) \{", re.IGNORECASE)  # never one
SINGULAR = re.compile(r"\b1 (?!to\b|or\b|and\b)[a-z]")


def test_a_number_before_a_noun_goes_through_ngettext() -> None:
    """Welsh has six forms of it; "1 row" by hand would leave it two. "Rows: 1" needs none."""
    for place, call in _looked_up():
        text = str(getattr(call.args[0], "value", ""))
        several = PLURAL.search(text) if not LIMIT.search(text) else None
        assert several is None, f"{place}: {text!r}"
        assert SINGULAR.search(text) is None, f"{place}: {text!r}"


def test_whoever_says_what_is_wrong_asks_the_lists_first() -> None:
    """What is typed into a list and is none of it would otherwise be saved as nothing."""
    forms = [file for file in files("ui") if "= ErrorSummary()" in file.text]
    assert [file.name for file in forms if "errors.refuses(" not in file.text] == [
        "ui/pages/workspace/change_passphrase_page.py"  # it has no list
    ]
