"""The files of the program, each read and taken apart once for all rules."""

import ast
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[2]


class SourceFile(Struct, frozen=True, dict=True):
    """A file; `name` is its place in the repository."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Return the file taken apart."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Return every part of the file."""
        return list(ast.walk(self.tree))

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Yield every call with the name of what is called."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                called = node.func
                is_part = isinstance(called, ast.Attribute)
                yield node, called.attr if is_part else getattr(called, "id", "")


@cache
def files(*folders: str) -> tuple[SourceFile, ...]:
    """Return the Python files of folders, in order."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(
        SourceFile(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in paths
    )


def program() -> tuple[SourceFile, ...]:
    """Return the program: what is delivered."""
    return files("casedesk", "ui")
