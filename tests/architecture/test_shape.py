"""The shape of the code: small files, small functions, no cycles, no naked writes."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source_files import ROOT, SourceFile, files, program

LONGEST_FILE, LONGEST_FUNCTION, MOST_PUBLIC_METHODS = 400, 40, 15
BANNED_NAMES = re.compile(r"(utils?|helpers?|common|manager|controller|misc)(_|\.|$)")


def test_a_file_holds_one_idea() -> None:
    lines = {file.name: len(file.text.splitlines()) for file in files("casedesk", "ui", "tests")}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_a_file_is_named_after_what_is_in_it() -> None:
    names = [file.name for file in program()]
    assert [name for name in names if BANNED_NAMES.match(name.rpartition("/")[2])] == []


def test_pages_stand_in_the_folder_of_their_subject() -> None:
    pages = ROOT / "ui" / "pages"
    subjects = {path.parent.name for path in (ROOT / "casedesk").glob("*/__init__.py")}
    assert [path.name for path in pages.glob("*.py")] == ["__init__.py"]
    folders = {path.parent.name for path in pages.glob("*/__init__.py")}
    assert folders - subjects == {"admin", "parts"}  # of no one subject


def test_functions_fit_on_a_screen() -> None:
    too_long = [
        f"{file.name}: {node.name} has {length} lines"
        for file in program()
        for node in file.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert too_long == []


def _public(node: ast.ClassDef) -> list[str]:
    """Return the methods that others call; Qt's own, in capitals, are no choice of ours."""
    methods = [part.name for part in node.body if isinstance(part, ast.FunctionDef)]
    return [name for name in methods if not name.startswith("_") and name == name.lower()]


def test_a_class_can_do_few_things() -> None:
    too_many = {
        f"{file.name}: {node.name}": _public(node)
        for file in program()
        for node in file.nodes
        if isinstance(node, ast.ClassDef) and len(_public(node)) > MOST_PUBLIC_METHODS
    }
    assert too_many == {}


def test_packages_hold_one_line_that_says_what_lives_there() -> None:
    packages = [file for file in program() if file.name.endswith("/__init__.py")]
    assert packages
    for file in packages:
        assert len(file.tree.body) == 1, file.name
        assert ast.get_docstring(file.tree), file.name


def _imports(file: SourceFile) -> Iterator[str]:
    """Yield every module of ours that a file imports, also inside functions."""
    for node in file.nodes:
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        yield from (name for name in names if name.split(".")[0] in {"casedesk", "ui"})


def test_there_are_no_import_cycles_not_even_inside_functions() -> None:
    modules = {
        file.name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): file
        for file in program()
    }
    graph = {
        name: {other for other in _imports(file) if other in modules and other != name}
        for name, file in modules.items()
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


def test_files_are_written_through_safe_file_only() -> None:
    assert [file.name for file in program() if WRITES.search(file.text)] == [
        "casedesk/safe_file.py"
    ]


def test_the_protected_table_is_made_in_one_place() -> None:
    made = re.compile(r"\bProtected(Table|Release)\(")
    makers = [file.name for file in program() if made.search(file.text)]
    assert makers
    assert all(maker.startswith("casedesk/disclosure/") for maker in makers), makers


def test_files_are_asked_for_in_one_place() -> None:
    """So that each dialog begins where the last one ended."""
    assert [f.name for f in program() if "QFileDialog" in f.text] == ["ui/file_choice.py"]


def test_nobody_asks_for_the_next_in_the_chain_of_focus() -> None:
    """PySide6 then counts the next as part of the one before.

    When the one before is deleted, whatever Qt made in all that comes after it, on other pages as
    well, is "already deleted" for Python. `ui/widgets/reading_order.py` needs no chain.
    """
    asked = re.compile(r"(next|previous)InFocusChain")
    assert [file.name for file in files("ui") if asked.search(file.text)] == []
