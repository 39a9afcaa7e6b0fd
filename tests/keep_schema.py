"""Writes the SQL of the first schema again from the tables; only while 0001 is not released.

python -m tests.keep_schema     then: python -m tests.keep_version
"""

import re
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, Table

from casedesk.storage.audit_trail import GENESIS
from casedesk.storage.base import Base, load_all_tables
from casedesk.storage.search_index import SEARCH_TABLES

TARGET = Path(__file__).parents[1] / "casedesk/storage/migrations/versions/0001_first_schema.sql"
HEAD = "-- The first schema of a partnership file; never changed once a release has gone out."
WIDEST = 104


def statement(table: Table) -> str:
    """Return CREATE TABLE with as many columns on a line as fit."""
    text = str(CreateTable(table).compile(dialect=sqlite.dialect())).strip()
    head, body = text.replace("\t", "  ").split("(", 1)
    lines: list[str] = [""]
    for part in re.split(r",\s*\n", body.strip().rsplit("\n", 1)[0]):
        column = part.strip()
        if len(lines[-1]) + len(column) > WIDEST:
            lines.append("")
        lines[-1] += f", {column}" if lines[-1] else column
    return head + "(\n  " + ",\n  ".join(lines) + "\n);"


def main() -> None:
    """Write the file."""
    load_all_tables()
    found = [HEAD]
    for table in sorted(Base.metadata.tables.values(), key=lambda one: one.name):
        found.append(statement(table))
        found += [
            str(CreateIndex(index).compile(dialect=sqlite.dialect())).strip() + ";"
            for index in sorted(table.indexes, key=lambda one: str(one.name))
        ]
    found += [re.sub(r"\s+", " ", text) + ";" for text in SEARCH_TABLES]
    found.append(f"INSERT INTO audit_head (id, seq, mac) VALUES (1, 0, '{GENESIS}');")
    TARGET.write_text("\n".join(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
