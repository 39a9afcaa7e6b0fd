"""The shape of the code: small files, small functions, no cycles, no naked writes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted(p for top in ("casedesk", "ui") for p in (ROOT / top).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION, MOST_PUBLIC_METHODS = 400, 40, 15
BANNED_NAMES = re.compile(r"(utils?|helpers?|common|manager|controller|misc)(_|\.|$)")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE + TESTS, ids=named)
def test_a_file_holds_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", CODE, ids=named)
def test_a_file_is_named_after_what_is_in_it(path: Path) -> None:
    assert not BANNED_NAMES.match(path.stem)


def test_pages_stand_in_the_folder_of_their_subject() -> None:
    pages = ROOT / "ui" / "pages"
    subjects = {path.parent.name for path in (ROOT / "casedesk").glob("*/__init__.py")}
    assert [path.name for path in pages.glob("*.py")] == ["__init__.py"]
    folders = {path.parent.name for path in pages.glob("*/__init__.py")}
    assert folders - subjects == {"admin", "parts"}  # of no one subject


@pytest.mark.parametrize("path", CODE, ids=named)
def test_functions_fit_on_a_screen_and_are_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"
        if isinstance(node, ast.ClassDef):
            public = [
                m.name
                for m in node.body
                if isinstance(m, ast.FunctionDef)
                and not m.name.startswith("_")
                # Qt's own methods are no choice of ours
                and m.name == m.name.lower()
            ]
            assert len(public) <= MOST_PUBLIC_METHODS, f"{node.name}: {public}"


@pytest.mark.parametrize("path", [p for p in CODE if p.name == "__init__.py"], ids=named)
def test_packages_hold_one_line_that_says_what_lives_there(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert len(tree.body) == 1
    assert ast.get_docstring(tree)


def _imports(path: Path) -> Iterator[str]:
    """Yield every module of ours that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        yield from (name for name in names if name.split(".")[0] in {"casedesk", "ui"})


def test_there_are_no_import_cycles_not_even_inside_functions() -> None:
    modules = {
        ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p
        for p in CODE
    }
    graph = {
        name: {other for other in _imports(path) if other in modules and other != name}
        for name, path in modules.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for other in sorted(graph[name]):
                visit(other, (*trail, name))
            done.add(name)

    for module in sorted(graph):
        visit(module, ())


WRITES = re.compile(
    r"\.write_text\(|\.write_bytes\(|\bopen\([^)]*[\"'][wax]b?\+?[\"']|\.open\([\"'][wax]"
)


@pytest.mark.parametrize("path", [p for p in CODE if p.name != "safe_file.py"], ids=named)
def test_files_are_written_through_safe_file_only(path: Path) -> None:
    assert not WRITES.search(path.read_text(encoding="utf-8"))


def test_the_protected_table_is_made_in_one_place() -> None:
    makers = [
        named(p)
        for p in CODE
        if re.search(r"\bProtected(Table|Release)\(", p.read_text(encoding="utf-8"))
    ]
    assert all(maker.startswith("casedesk/disclosure/") for maker in makers), makers


@pytest.mark.parametrize("path", [p for p in CODE if p.name != "file_choice.py"], ids=named)
def test_files_are_asked_for_in_one_place(path: Path) -> None:
    """So that each dialog begins where the last one ended."""
    assert "QFileDialog" not in path.read_text(encoding="utf-8")
