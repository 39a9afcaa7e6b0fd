"""What a partnership decides about its forums."""

import pytest

from casedesk.errors import InputError, NotFoundError
from casedesk.forums import service
from casedesk.forums.catalogue import RepeatAnchor, RepeatParties, RepeatRule, forums
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

RULE = RepeatRule(months=6, anchor=RepeatAnchor.MEETING, parties=RepeatParties.SUBJECT_ONLY)


def rule_of(workspace: Workspace, forum_id: str) -> RepeatRule | None:
    with workspace.reading(Permission.READ_RECORDS) as session:
        return service.effective_rule(session, forum_id)


def test_the_catalogues_rule_holds_until_the_partnership_sets_its_own(
    workspace: Workspace,
) -> None:
    assert rule_of(workspace, "marac") == forums()["marac"].repeat
    assert rule_of(workspace, "jag") is None
    service.set_repeat_rule(workspace, "jag", RULE)
    assert rule_of(workspace, "jag") == RULE
    with pytest.raises(InputError):
        service.set_repeat_rule(workspace, "jag", None)
    service.set_repeat_rule(workspace, "jag", None, "The board took the rule back.")
    assert rule_of(workspace, "jag") is None
    service.set_repeat_rule(workspace, "marac", None)
    assert rule_of(workspace, "marac") is None
    service.use_catalogue_rule(workspace, "marac", "Back to the national definition.")
    assert rule_of(workspace, "marac") == forums()["marac"].repeat


def test_a_window_must_have_some_months(workspace: Workspace) -> None:
    with pytest.raises(InputError):
        service.set_repeat_rule(
            workspace,
            "jag",
            RepeatRule(months=0, anchor=RepeatAnchor.REFERRAL, parties=RepeatParties.ANY),
        )


def test_a_forum_out_of_use_is_no_longer_offered(workspace: Workspace) -> None:
    service.set_in_use(workspace, "iag", False)
    assert "iag" not in {forum.id for forum in service.forums_in_use(workspace)}
    assert "iag" in {forum.id for forum in service.forum_settings(workspace)}
    service.set_in_use(workspace, "iag", True)
    assert "iag" in {forum.id for forum in service.forums_in_use(workspace)}
    with pytest.raises(NotFoundError):
        service.set_in_use(workspace, "no_such_forum", True)
