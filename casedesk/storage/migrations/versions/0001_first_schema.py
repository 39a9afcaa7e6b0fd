"""The first schema: every table, the search index and the head of the audit trail."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the statements of the SQL file beside this one."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    plain = "\n".join(line for line in script.splitlines() if not line.startswith("--"))
    for statement in plain.split(";\n"):
        if statement.strip():
            op.execute(statement)
