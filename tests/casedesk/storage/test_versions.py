"""Every earlier version of a partnership file opens, whole and with the tables of today."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from casedesk.people.service import person_details
from casedesk.search.service import search
from casedesk.storage import schema
from casedesk.storage.base import Base
from casedesk.workspace import service
from tests.conftest import PASSPHRASE, Clock
from tests.keep_version import VERSIONS


def test_the_present_version_is_kept_too() -> None:
    assert (VERSIONS / f"{schema.HEAD}.casedesk").is_dir()


@pytest.mark.parametrize("kept", sorted(VERSIONS.glob("*.casedesk")), ids=lambda p: p.stem)
def test_a_kept_version_opens_with_everything_in_it(kept: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(kept, tmp_path / kept.name))
    opened = service.open_file(folder, PASSPHRASE, clock=Clock())
    try:
        assert service.verify(opened).problems == ()
        (found,) = search(opened, "sian bowen").people
        person = person_details(opened, found.person.id)
        assert [address.address for address in person.addresses] == ["2 Mill Court"]
        assert [relation.other_name for relation in person.relations] == ["Rhodri Morgan"]
        assert [case.reference for case in search(opened, "M-2026-014").cases] == ["M-2026-014"]
        with opened.engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"include_object": lambda _o, name, *_rest: "_index" not in name}
            )
            assert compare_metadata(context, Base.metadata) == []
    finally:
        service.lock(opened)
