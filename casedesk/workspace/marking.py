"""How the partnership marks its window and its papers, and how they are to be handled."""

import re
import unicodedata

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from casedesk.errors import ConflictError, InputError
from casedesk.i18n import _, catalogue_text
from casedesk.security.roles import Permission
from casedesk.workspace.catalogue import markings
from casedesk.workspace.file_layout import UNSEEN
from casedesk.workspace.model import Topic
from casedesk.workspace.tables import SettingRow
from casedesk.workspace.workspace import Workspace, changed_meanwhile

OWN = "own"
LONGEST_MARKING, LONGEST_HANDLING = 40, 100  # letters: what fits on one line of A4
_SETTINGS = {"marking": "marking", "own_words": "marking_words", "handling": "handling"}


class PageMarking(Struct, frozen=True):
    """What stands above every page and on every paper.

    `marking` is an id of the catalogue, or `OWN` for `own_words`; `handling` tells a reader what
    to do with a paper, such as whom to give it to, and may be empty.
    """

    marking: str
    own_words: str = ""
    handling: str = ""

    @property
    def text(self) -> str:
        """Return the words of the marking in the language in use."""
        if self.marking == OWN:
            return self.own_words
        return catalogue_text(markings().title_of(self.marking))


def page_marking(workspace: Workspace) -> PageMarking:
    """Return the marking that the partnership chose, or the usual one."""
    # Whoever may open the file sees its marking: readers read, analysts count.
    reads = workspace.may(Permission.READ_RECORDS)
    with workspace.reading(Permission.READ_RECORDS if reads else Permission.COUNT) as session:
        return _held(session)


def set_page_marking(workspace: Workspace, new: PageMarking, seen: PageMarking) -> None:
    """Mark window and papers otherwise from now on.

    Args:
        workspace: the open partnership file.
        new: the marking wanted.
        seen: the marking that was in force when this was decided.

    Raises:
        InputError: words are missing, too long, or not for CaseDesk; by field.
        ConflictError: another marking was set meanwhile.
        NotAllowedError: the role does not include it.
    """
    workspace.require(Permission.MANAGE_LISTS)
    chosen = PageMarking(new.marking, _one_line(new.own_words), _one_line(new.handling))
    problems = _problems(chosen)
    if problems:
        raise InputError(problems)
    with workspace.changing(Permission.MANAGE_LISTS, Topic.FILE) as change:
        if _held(change.session) != seen:
            raise ConflictError(changed_meanwhile())
        changed = [name for name in _SETTINGS if getattr(chosen, name) != getattr(seen, name)]
        for name in changed:
            value = getattr(chosen, name)
            statement = insert(SettingRow).values(name=_SETTINGS[name], value=value)
            change.session.execute(
                statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
            )
        change.audit("marking.set", "setting/marking", " ".join(changed))


def _held(session: Session) -> PageMarking:
    query = select(SettingRow.name, SettingRow.value).where(SettingRow.name.in_(_SETTINGS.values()))
    found = {row.name: row.value for row in session.execute(query)}
    held = {name: found[stored] for name, stored in _SETTINGS.items() if stored in found}
    return PageMarking(**{"marking": markings().usual} | held)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _problems(new: PageMarking) -> dict[str, str]:
    problems = {}
    if new.marking != OWN and new.marking not in {one.id for one in markings().marking}:
        problems["marking"] = _("Choose the marking.")
    elif new.marking == OWN and not new.own_words:
        problems["own_words"] = _("Enter the words of the marking.")
    elif new.marking != OWN and new.own_words:
        problems["own_words"] = _("Leave this empty, or choose “Words of our own” above.")
    longest = {"own_words": LONGEST_MARKING, "handling": LONGEST_HANDLING}
    for name, most in longest.items():
        words = getattr(new, name)
        if any(unicodedata.category(sign) in UNSEEN for sign in words):
            problems[name] = _("These words have characters that cannot be seen. Type them again.")
        elif len(words) > most:
            problems[name] = _("Use at most {count} letters.").format(count=most)
        elif any(re.search(rf"\b{one}\b", words, re.IGNORECASE) for one in markings().refused):
            problems[name] = _(
                "CaseDesk is not made for what is SECRET or TOP SECRET. Keep such papers where "
                "your agency keeps them, and choose another marking here."
            )
    return problems
