"""What nobody calls, draws or reads is not kept."""

import ast
import re
from collections import Counter

from casedesk.resource_files import resource_path
from tests.architecture.source_files import files, program

BY_LIBRARIES = {"AuditHeadRow"}  # SQLAlchemy finds it
FOR_DEVELOPERS = {"write_practice_workbook"}  # makes the example workbook of the tests


def source(*folders: str) -> str:
    return "\n".join(file.text for file in files(*folders))


def test_every_function_of_the_program_is_called_by_it() -> None:
    named = Counter(re.findall(r"\w+", source("casedesk", "ui")))
    defined = Counter(
        node.name
        for file in program()
        for node in file.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    )
    unused = {name for name, times in defined.items() if named[name] <= times}
    assert unused == BY_LIBRARIES | FOR_DEVELOPERS


def test_every_icon_is_drawn_somewhere() -> None:
    names = set(re.findall(r'"([a-z0-9-]+)"', source("casedesk", "ui", "tests")))
    assert {path.stem for path in resource_path("icons").glob("*.svg")} <= names


def test_every_list_of_the_catalogue_is_read() -> None:
    files = set(re.findall(r'"([a-z_]+\.toml)"', source("casedesk", "ui")))
    assert {path.name for path in resource_path("catalogues").glob("*.toml")} <= files
