"""Deciding about two records: joined, told apart, parted again; each with its way back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from casedesk.errors import CaseDeskError
from casedesk.i18n import _, with_commas
from casedesk.interventions.person_changes import join_people, undo_join
from casedesk.overviews.field_titles import field_title
from casedesk.people.model import JoinPreview, UndoneJoin
from casedesk.people.service import mark_different, take_back_different
from ui.error_display import show_error
from ui.page import Navigator
from ui.pages.people.match_pair import PairCard
from ui.widgets.notice_strip import Tone

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace

Act = Callable[[], object]


class PairActs:
    """Does what a page's buttons say; `parted` is told of two records that are apart again."""

    def __init__(
        self,
        workspace: "Workspace",
        navigator: Navigator,
        parted: Callable[[UndoneJoin], object] | None = None,
    ) -> None:
        """Act on the open file, and say in the notice strip what was done."""
        self._workspace, self._navigator, self._parted = workspace, navigator, parted

    def join(
        self, pair: PairCard, seen: JoinPreview, sides: tuple[int, int], done: Act, failed: Act
    ) -> None:
        """Join the two records that a card shows, as chosen there.

        Args:
            pair: the card.
            seen: the preview that was shown.
            sides: ids of the record that is kept and of the one joined to it.
            done: called before it is said that they are one.
            failed: called after it was said why not.
        """
        kept, joined = sides
        versions = {seen.kept.id: seen.kept_version, seen.joined.id: seen.joined_version}
        try:
            join_id = join_people(
                self._workspace,
                kept,
                joined,
                pair.choices(),
                kept_version=versions[kept],
                joined_version=versions[joined],
            )
        except CaseDeskError as error:
            show_error(self._navigator, error)
            failed()
            return
        done()
        self._navigator.show_notice(
            _("The two records are one now. This can be undone for 30 days."),
            tone=Tone.GOOD,
            undo=partial(self.part, join_id),
        )

    def tell_apart(self, one_id: int, other_id: int, done: Act, failed: Act) -> None:
        """Note for good that two records are different people."""
        try:
            mark_different(self._workspace, one_id, other_id)
        except CaseDeskError as error:
            show_error(self._navigator, error)
            failed()
            return
        done()
        text = _("Noted as different people. They are not offered again.")
        undo = partial(self.doubt, one_id, other_id)
        self._navigator.show_notice(text, tone=Tone.GOOD, undo=undo)

    def doubt(self, one_id: int, other_id: int) -> None:
        """Take back that two records are different people."""
        try:
            take_back_different(self._workspace, one_id, other_id)
        except CaseDeskError as error:
            show_error(self._navigator, error)

    def part(self, join_id: int) -> None:
        """Part two joined records again."""
        try:
            undone = undo_join(self._workspace, join_id)
        except CaseDeskError as error:
            show_error(self._navigator, error)
            return
        if self._parted is not None:
            self._parted(undone)
        text = _("The two records are apart again, each with what was its own.")
        if undone.left_as_corrected:
            names = with_commas(*(field_title(field) for field in undone.left_as_corrected))
            more = _("Corrected since and left so: {names}.").format(names=names)
            text = f"{text} {more}"
        self._navigator.show_notice(text, tone=Tone.GOOD)
