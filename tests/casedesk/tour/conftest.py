"""A practice file with two cases that were there before the tour."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from casedesk.cases.service import take_in_referral
from casedesk.people.model import NewPerson
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.conftest import Clock

NAMES = (("Siân", "Morgan"), ("Branwen", "Oakley"))


@pytest.fixture
def practice(workspace: Workspace, clock: Clock) -> Workspace:
    """An open practice file, a day after two referrals came in."""
    workspace.file = replace(workspace.file, is_practice=True)
    for forenames, surname in NAMES:
        subject = NewPerson(surname=surname, forenames=forenames)
        take_in_referral(workspace, new_referral(subject=subject, others=()))
    clock.moment += timedelta(days=1)
    return workspace
