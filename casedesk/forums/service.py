"""Which forums a partnership works with, and the repeat rules it has set."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.errors import InputError, NotFoundError
from casedesk.forums.catalogue import Forum, RepeatAnchor, RepeatParties, RepeatRule, forums
from casedesk.forums.model import ForumInUse
from casedesk.forums.tables import ForumSettingRow
from casedesk.i18n import _, catalogue_text, sort_key
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_LONGEST_WINDOW = 120  # months; more is a slip of the pen
_RULE = ("repeat_months", "repeat_anchor", "repeat_parties")


def the_forum(forum_id: str) -> Forum:
    """Return a forum of the catalogue.

    Raises:
        NotFoundError: no catalogue file has this id.
    """
    forum = forums().get(forum_id)
    if forum is None:
        raise NotFoundError(_("This forum is not in the catalogue. Choose one of the list."))
    return forum


def forum_settings(workspace: Workspace) -> list[ForumInUse]:
    """Return every forum of the catalogue as this partnership works with it, by title."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        settings = _settings(session)
        found = [_in_use(forum, settings.get(forum.id)) for forum in forums().values()]
    return sorted(found, key=lambda forum: sort_key(forum.title))


def forums_in_use(workspace: Workspace) -> list[ForumInUse]:
    """Return the forums that are offered for referrals and meetings, by title."""
    return [forum for forum in forum_settings(workspace) if forum.in_use]


def effective_rule(session: Session, forum_id: str) -> RepeatRule | None:
    """Return the repeat rule in force: the partnership's own, else the catalogue's."""
    query = select(ForumSettingRow).where(
        ForumSettingRow.forum_id == forum_id, ForumSettingRow.error_at.is_(None)
    )
    forum = forums().get(forum_id)
    return None if forum is None else _rule(forum, session.scalar(query))


def set_repeat_rule(
    workspace: Workspace, forum_id: str, rule: RepeatRule | None, reason: str = ""
) -> None:
    """Set the partnership's own repeat rule for a forum; None says that it has none.

    Referrals entered before keep the answer and the rule they were given.

    Args:
        workspace: the open partnership file.
        forum_id: a forum of the catalogue.
        rule: months, the day they are counted from, the people who must agree.
        reason: why, needed where the partnership had set another rule before.

    Raises:
        InputError: the months are out of range, or the reason is missing.
        NotFoundError: there is no such forum.
    """
    if rule is not None and not 1 <= rule.months <= _LONGEST_WINDOW:
        text = _("Enter a number of months between 1 and {longest}.")
        raise InputError({"months": text.format(longest=_LONGEST_WINDOW)})
    values: dict[str, Any] = (
        dict(zip(_RULE, (0, None, None), strict=True))
        if rule is None
        else dict(zip(_RULE, (rule.months, rule.anchor.value, rule.parties.value), strict=True))
    )
    _set(workspace, forum_id, "forum.repeat_rule_set", reason, values)


def use_catalogue_rule(workspace: Workspace, forum_id: str, reason: str) -> None:
    """Go back to the repeat rule that the catalogue has for a forum.

    Raises:
        InputError: the reason is missing.
        NotFoundError: there is no such forum.
    """
    _set(workspace, forum_id, "forum.repeat_rule_set", reason, dict.fromkeys(_RULE))


def set_in_use(workspace: Workspace, forum_id: str, in_use: bool) -> None:
    """Offer a forum for new referrals and meetings, or no longer; its records stay.

    Raises:
        NotFoundError: there is no such forum.
    """
    the_forum(forum_id)
    with workspace.changing(Permission.MANAGE_LISTS, Topic.FORUMS) as change:
        _setting(change, forum_id).in_use = in_use
        change.audit("forum.use_set", f"forum/{forum_id}", "in_use")


def _set(
    workspace: Workspace, forum_id: str, action: str, reason: str, values: dict[str, Any]
) -> None:
    the_forum(forum_id)
    with workspace.changing(Permission.MANAGE_LISTS, Topic.FORUMS) as change:
        row = _setting(change, forum_id)
        if row.repeat_months is None:
            # The partnership says for the first time what it wants: nothing is corrected.
            for name, value in values.items():
                setattr(row, name, value)
            changed = list(values)
        else:
            changed = change.correct(row, reason, **values)
        change.audit(action, f"forum/{forum_id}", " ".join(changed))


def _setting(change: Change, forum_id: str) -> ForumSettingRow:
    row = _settings(change.session).get(forum_id)
    return row or change.add(ForumSettingRow(forum_id=forum_id))


def _settings(session: Session) -> dict[str, ForumSettingRow]:
    query = select(ForumSettingRow).where(ForumSettingRow.error_at.is_(None))
    return {row.forum_id: row for row in session.scalars(query)}


def _rule(forum: Forum, row: ForumSettingRow | None) -> RepeatRule | None:
    if row is None or row.repeat_months is None:
        return forum.repeat
    if row.repeat_months == 0:
        return None
    return RepeatRule(
        months=row.repeat_months,
        anchor=RepeatAnchor(row.repeat_anchor or RepeatAnchor.REFERRAL),
        parties=RepeatParties(row.repeat_parties or RepeatParties.ANY),
    )


def _in_use(forum: Forum, row: ForumSettingRow | None) -> ForumInUse:
    return ForumInUse(
        id=forum.id,
        title=catalogue_text(forum.title),
        short_title=catalogue_text(forum.short_title),
        in_use=row is None or row.in_use,
        repeat=_rule(forum, row),
        repeat_is_own=row is not None and row.repeat_months is not None,
        version=None if row is None else row.version,
    )
