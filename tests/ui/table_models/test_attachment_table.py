"""Attachments of one title are told apart in a list, however narrow it is."""

from datetime import timedelta

from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes, attachments_of
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.conftest import Clock
from ui.table_models.attachment_table import attachment_rows


def test_only_those_of_one_title_say_when_they_came_and_who_brought_them(
    workspace: Workspace, clock: Clock
) -> None:
    owner = Owner(a_case(workspace))
    for name, content in (("scan.txt", b"One."), ("SCAN.txt", b"Two."), ("letter.txt", b"Three.")):
        add_bytes(workspace, owner, name, content)
        clock.moment += timedelta(hours=25)
    titles = [row.cells[0].text for row in attachment_rows(attachments_of(workspace, owner))]
    assert titles == [
        "letter",
        "SCAN · Sat 21 Nov, 11:42 · Cariad Price",
        "scan · Fri 20 Nov, 10:42 · Cariad Price",
    ]
