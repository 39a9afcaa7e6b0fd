"""What nobody calls, draws or reads is not kept."""

import ast
import re
from collections import Counter
from pathlib import Path

from casedesk.resource_files import resource_path

ROOT = Path(__file__).parents[2]
PROGRAM = [path for part in ("casedesk", "ui") for path in (ROOT / part).rglob("*.py")]
TESTS = list((ROOT / "tests").rglob("*.py"))


def source(paths: list[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_function_of_the_program_is_called_by_it_or_tested() -> None:
    named = Counter(re.findall(r"\w+", source(PROGRAM + TESTS)))
    defined = Counter(
        node.name
        for path in PROGRAM
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    )
    by_libraries = {"AuditHeadRow", "upgrade", "downgrade"}  # SQLAlchemy and alembic find these
    assert {name for name, times in defined.items() if named[name] <= times} <= by_libraries


def test_every_icon_is_drawn_somewhere() -> None:
    names = set(re.findall(r'"([a-z0-9-]+)"', source(PROGRAM + TESTS)))
    assert {path.stem for path in resource_path("icons").glob("*.svg")} <= names


def test_every_list_of_the_catalogue_is_read() -> None:
    files = set(re.findall(r'"([a-z_]+\.toml)"', source(PROGRAM)))
    assert {path.name for path in resource_path("catalogues").glob("*.toml")} <= files
