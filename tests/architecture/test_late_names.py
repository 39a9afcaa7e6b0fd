"""What is named by a string, to be imported later, is there: no mypy and no import finds a slip."""

import ast

from tests.architecture.source_files import files, program
from ui.workers import early_import


def defined() -> dict[str, set[str]]:
    """Return what each module of the program defines, by its dotted name."""
    kinds = ast.FunctionDef | ast.ClassDef
    return {
        file.name.removesuffix(".py").replace("/", "."): {
            node.name for node in file.tree.body if isinstance(node, kinds)
        }
        for file in program()
    }


def test_every_late_page_is_a_class_of_the_module_named() -> None:
    there = defined()
    named = [
        [ast.literal_eval(one) for one in call.args[:2]]  # what is worked out cannot be checked
        for file in files("ui")
        for call, name in file.calls()
        if name == "late_page"
    ]
    wrong = [one for one in named if one[1] not in there.get(f"ui.pages.{one[0]}", ())]
    assert named
    assert wrong == []


def test_what_is_imported_early_is_there() -> None:
    there = defined()
    assert set(early_import._MODULES) <= there.keys()
    catalogues = {f"casedesk.{one}.catalogue": name for one, name in early_import._CATALOGUES}
    assert {name for module, name in catalogues.items() if name not in there[module]} == set()
