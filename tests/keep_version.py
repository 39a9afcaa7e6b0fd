"""Keeps a filled partnership file of the present version for tests of later migrations.

Run once for each version, before it is released: `python -m tests.keep_version`. The
folder it makes in tests/data/versions is never changed afterwards.
"""

import shutil
from datetime import date
from pathlib import Path

from casedesk.people.model import NameKind, NewPerson
from casedesk.people.service import add_name, add_relation, record_person
from casedesk.storage import schema
from casedesk.workspace import service
from tests.builders import a_case, a_referral
from tests.conftest import PASSPHRASE, Clock

VERSIONS = Path(__file__).parent / "data" / "versions"


def keep() -> Path:
    """Make the folder of the present version anew and return it."""
    folder = VERSIONS / f"{schema.HEAD}.casedesk"
    shutil.rmtree(folder, ignore_errors=True)
    made = service.create(
        folder, PASSPHRASE, "Riverside", practice=True, user_name="Cariad Price", clock=Clock()
    )
    workspace = made.workspace
    sian = record_person(
        workspace,
        NewPerson("Morgan", "Siân", born_on=date(1988, 5, 3), address="2 Mill Court"),
    )
    rhodri = record_person(workspace, NewPerson("Morgan", "Rhodri"))
    add_name(workspace, sian, "Siân Bowen", NameKind.MAIDEN)
    add_relation(workspace, sian, rhodri, "parent")
    a_referral(workspace, a_case(workspace))
    service.lock(workspace)
    (folder / "lock").unlink(missing_ok=True)
    return folder


if __name__ == "__main__":
    keep()
