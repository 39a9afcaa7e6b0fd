"""Every door names the permission it needs; nothing is written with a right to look."""

import ast
from collections.abc import Iterator

from tests.architecture.source_files import program

RIGHTS_TO_LOOK = {"READ_RECORDS", "READ_ATTACHMENTS", "READ_AUDIT", "COUNT"}

# Where a right to look is enough, since no record is changed.
NO_RECORD_CHANGED = {
    "casedesk/audit/service.py": "an export of the trail leaves its own entry",
    "casedesk/measures/service.py": "who counted what is an entry",
    "casedesk/overviews/service.py": "when somebody last looked is remembered",
    "casedesk/tour/service.py": "everybody goes through a tour of their own",
    "casedesk/workspace/older_state.py": "wrong passphrases are told in the trail",
    "casedesk/workspace/saved_views.py": "everybody keeps views of their own",
    "casedesk/workspace/workspace.py": "who opened what is an entry",
}


def _rights_to_write() -> Iterator[tuple[str, str]]:
    """Give what each call of `changing` asks for, with its file."""
    for file in program():
        for call, called in file.calls():
            if called == "changing":
                yield file.name, ast.unparse(call.args[0]).removeprefix("Permission.")


def test_nothing_is_written_with_a_right_to_look() -> None:
    asked = list(_rights_to_write())
    assert len(asked) > 150
    assert {name for name, right in asked if right in RIGHTS_TO_LOOK} == set(NO_RECORD_CHANGED)


def test_no_subject_goes_round_the_permissions() -> None:
    inside = ("casedesk/storage/", "casedesk/workspace/")
    straight = {
        f"{file.name}:{node.lineno}"
        for file in program()
        if not file.name.startswith(inside)
        for node in file.nodes
        if isinstance(node, ast.Attribute) and node.attr == "engine"
    }
    assert straight == set()
