"""Every text a person can see goes through `_()`, so that it can be Welsh."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted((ROOT / "ui").rglob("*.py"))
SHOWN_BY = {
    "label", "button", "link_button", "menu_button", "Card", "Section", "FormField", "EmptyState",
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "setText",
    "setToolTip", "setAccessibleName", "setAccessibleDescription", "setPlaceholderText",
    "setWindowTitle", "setTitle", "set_title", "set_subtitle", "set_text", "show_notice",
    "show_problem", "NoticeStrip",
}  # fmt: skip
NAMES = {"CaseDesk"}  # the same in every language
WORD = re.compile(r"[A-Za-z]{2,}")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _callee(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@pytest.mark.parametrize("path", CODE, ids=named)
def test_no_text_is_shown_as_it_stands_in_the_code(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or _callee(node) not in SHOWN_BY or not node.args:
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            plain = first.value
            assert plain in NAMES or not WORD.search(plain), f"line {node.lineno}: {plain!r}"
        assert not isinstance(first, ast.JoinedStr) or not any(
            isinstance(part, ast.Constant) and WORD.search(str(part.value)) for part in first.values
        ), f"line {node.lineno}: a sentence glued together"


@pytest.mark.parametrize(
    "path", sorted(p for top in ("casedesk", "ui") for p in (ROOT / top).rglob("*.py")), ids=named
)
def test_texts_are_looked_up_when_they_are_shown_not_when_modules_load(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.Lambda)
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _callee(node) == "_":
            assert id(node) in inside, f"line {node.lineno} is looked up at import"
            argument = node.args[0]
            assert isinstance(argument, ast.Constant), f"line {node.lineno}: not one whole text"


COUNTS = "count|total|all|days|months|years|rows|cases|people|pages"
PLURAL = re.compile(rf"\{{(?:{COUNTS})\}} (?:[a-z]+ )?(?!is\b|was\b|this\b|has\b)[a-z]+s\b")
LIMIT = re.compile(r"(?:at least|at most|more than|the first) \{", re.IGNORECASE)  # never one
SINGULAR = re.compile(r"\b1 (?!to\b|or\b|and\b)[a-z]")


@pytest.mark.parametrize(
    "path", sorted(p for top in ("casedesk", "ui") for p in (ROOT / top).rglob("*.py")), ids=named
)
def test_a_number_before_a_noun_goes_through_ngettext(path: Path) -> None:
    """Welsh has six forms of it; "1 row" by hand would leave it two. "Rows: 1" needs none."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _callee(node) == "_":
            text = str(getattr(node.args[0], "value", ""))
            several = PLURAL.search(text) if not LIMIT.search(text) else None
            assert several is None, f"line {node.lineno}: {text!r}"
            assert SINGULAR.search(text) is None, f"line {node.lineno}: {text!r}"


@pytest.mark.parametrize("path", CODE, ids=named)
def test_whoever_says_what_is_wrong_asks_the_lists_first(path: Path) -> None:
    """What is typed into a list and is none of it would otherwise be saved as nothing."""
    text = path.read_text(encoding="utf-8")
    if "= ErrorSummary()" in text and path.name != "change_passphrase_page.py":  # it has no list
        assert "errors.refuses(" in text
