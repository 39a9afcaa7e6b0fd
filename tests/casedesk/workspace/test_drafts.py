"""What is half typed lies in the encrypted file, outside the trail."""

import pytest

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.errors import NotAllowedError
from casedesk.workspace import service
from casedesk.workspace.drafts import discard_draft, draft_of, drafts, save_draft
from casedesk.workspace.model import User
from casedesk.workspace.partnership_settings import partnership_setting, set_partnership_setting
from casedesk.workspace.workspace import Workspace


def test_a_draft_is_replaced_kept_over_a_lock_and_thrown_away(workspace: Workspace) -> None:
    save_draft(workspace, "intake", '{"surname": "Mor"}')
    save_draft(workspace, "intake", '{"surname": "Morgan"}')
    key = workspace.key.reveal()
    service.lock(workspace)
    again = service.open_with_key(workspace.file.folder, key)
    try:
        found = draft_of(again, "intake")
        assert found is not None
        assert found.content == '{"surname": "Morgan"}'
        discard_draft(again, "intake")
        assert drafts(again) == []
        assert [one.action for one in audit_entries(again)] == ["file.created"]
    finally:
        service.lock(again)


def test_who_may_not_enter_records_keeps_no_drafts(workspace: Workspace) -> None:
    workspace.user = User(1, "Reader", "reader")
    with pytest.raises(NotAllowedError):
        save_draft(workspace, "intake", "")


def test_a_choice_of_the_partnership_is_kept_and_audited(workspace: Workspace) -> None:
    assert partnership_setting(workspace, "marking", "Official") == "Official"
    set_partnership_setting(workspace, "marking", "Official – Sensitive")
    set_partnership_setting(workspace, "marking", "Official: sensitive")
    assert partnership_setting(workspace, "marking") == "Official: sensitive"
    changed = audit_entries(workspace, AuditFilter(action="setting."))
    assert [(one.action, one.record) for one in changed] == [
        ("setting.changed", "setting/marking")
    ] * 2
