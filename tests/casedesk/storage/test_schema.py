"""The tables in the file are those of the program, and a change of them loses no row."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casedesk.errors import StorageError
from casedesk.people.model import NameKind, NewPerson
from casedesk.people.service import add_name, record_person
from casedesk.search.service import search
from casedesk.storage import schema
from casedesk.storage.base import Base, load_all_tables
from casedesk.storage.data_key import DataKey
from casedesk.storage.encrypted_engine import open_engine
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.conftest import Clock

SECOND = '''
"""A change for the tests."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("person", recreate="always") as batch:
        batch.add_column(sa.Column("shoe_size", sa.Integer))
    {more}
'''


def test_the_models_are_what_the_migrations_make(workspace: Workspace) -> None:
    load_all_tables()
    with workspace.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _o, name, kind, *_rest: (
                    kind != "table" or "_index" not in (name or "")
                )
            },
        )
        assert compare_metadata(context, Base.metadata) == []
        made = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        assert len(made.all()) == len(schema.TRIGGERS)


@pytest.fixture
def second_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations with one more, that copies the table of people."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(schema.__file__).parent / "migrations", folder)
    step = folder / "versions" / "0002_test.py"
    step.write_text(SECOND.format(more=""))
    monkeypatch.setattr(schema, "_FOLDER", folder)
    monkeypatch.setattr(schema, "HEAD", "0002")
    return step


def with_a_person(workspace: Workspace) -> tuple[Path, bytes]:
    person = record_person(workspace, NewPerson("Morgan", "Siân", address="2 Mill Court"))
    add_name(workspace, person, "Siân Bowen", NameKind.MAIDEN)
    key = workspace.key.reveal()
    service.lock(workspace)
    return workspace.file.folder, key


def test_a_copied_table_keeps_its_children_and_its_triggers(
    workspace: Workspace, second_version: Path
) -> None:
    folder, key = with_a_person(workspace)
    opened = service.open_with_key(folder, key, clock=Clock())
    assert (folder / "records-before-0001.db").exists()  # what it was is kept
    assert service.verify(opened).problems == ()
    assert [h.person.name for h in search(opened, "bowen").people] == ["Siân Morgan"]
    record_person(opened, NewPerson("Pugh", "Rhodri"))
    assert [h.person.name for h in search(opened, "pugh").people] == ["Rhodri Pugh"]
    service.lock(opened)


@pytest.mark.parametrize(
    "fault", ["op.execute('DELETE FROM person_name')", "op.execute('DELETE FROM nowhere')"]
)
def test_a_change_that_loses_rows_or_fails_is_undone_whole(
    workspace: Workspace, second_version: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = with_a_person(workspace)
    second_version.write_text(SECOND.format(more=fault))
    with pytest.raises((StorageError, DBAPIError)):
        service.open_with_key(folder, key, clock=Clock())
    second_version.unlink()
    monkeypatch.setattr(schema, "HEAD", "0001")
    opened = service.open_with_key(folder, key, clock=Clock())
    assert service.verify(opened).problems == ()
    assert [h.person.name for h in search(opened, "bowen").people] == ["Siân Morgan"]
    service.lock(opened)


def test_a_new_file_is_encrypted_from_its_first_byte(tmp_path: Path) -> None:
    engine = open_engine(
        tmp_path / "records.db", DataKey(bytes(range(32))), create=True, migrating=True
    )
    schema.upgrade(engine)
    engine.dispose()
    content = (tmp_path / "records.db").read_bytes()
    assert b"SQLite" not in content
    assert b"person" not in content


@pytest.mark.parametrize("secret", [b"", b"k" * 31, b"k" * 33])
def test_a_key_of_another_length_is_never_taken_for_a_passphrase(secret: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(secret)


def test_a_wiped_key_opens_nothing(tmp_path: Path) -> None:
    key = DataKey(b"k" * 32)
    key.wipe()
    with pytest.raises(ValueError, match="wiped"):
        open_engine(tmp_path / "records.db", key, create=True).connect()
