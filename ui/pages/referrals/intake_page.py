"""The page "New referral": everything on one page, with possible matches and the repeat banner."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from casedesk.cases.model import TakenIn
from casedesk.cases.service import take_in_referral
from casedesk.cases.taking_back import take_back_referral
from casedesk.errors import CaseDeskError, InputError
from casedesk.forums.catalogue import CaseContent, forums
from casedesk.forums.service import forums_in_use
from casedesk.i18n import _
from casedesk.overviews.rehearsal import rehearse_referral
from casedesk.progress import Progress
from casedesk.referrals.model import gap_text
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.page import Navigator, Page
from ui.pages.parts.draft_keeper import DraftKeeper
from ui.pages.referrals.intake_form import IntakeForm
from ui.pages.referrals.referral_form_saving import ask_and_save_form
from ui.pages.referrals.repeat_banner import RepeatBanner
from ui.theme.units import fix, px, space
from ui.widgets.autosave_form import AutosaveForm, change_signal
from ui.widgets.buttons import button, menu_button
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.notice_strip import Tone
from ui.widgets.section_list import SectionList
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State
from ui.workers.background_task import BackgroundTask

DRAFT = "intake"
USUAL_FORUM = "marac"
LIST_FROM = 900  # width of the page, as at 100 % text, from which the section list has room
ROOM_FOR_DRAFT = 640  # below, the status bar alone says that a draft was saved
ROOM_BELOW = 120  # for the possible matches under a name
STATES_AFTER_MS = 200


class IntakePage(Page):
    """Takes in a referral; gaps never stop the saving, and nothing typed is ever lost."""

    topics = frozenset({Topic.PEOPLE, Topic.FORUMS})
    list_from = LIST_FROM
    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the form for the usual forum and bring back the draft, if there is one."""
        super().__init__(workspace, bus, navigator)
        choices = self._forum_choices()
        self.forum = ChoiceBox(_("Forum"), choices, search=True)
        keep_narrow(self.forum, 132)
        self.forum.set_value(_usual_forum(choices))
        self.form = IntakeForm(workspace, forums()[self.forum.value() or USUAL_FORUM])
        self.banner = RepeatBanner()
        self.errors = ErrorSummary()
        self.sections = SectionList(
            _("Sections"),
            _("Gaps do not stop you saving. They go to “Needs finishing”."),
        )
        controls = {"forum": self.forum, **self.form.controls(), "repeat": self.banner}
        self._autosave = AutosaveForm(controls, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, DRAFT)
        self._place_parts()
        self._draft_looked_for = False
        self._is_saving = False  # what is saved would be found as a repeat of itself
        rehearse = partial(_rehearse, workspace)  # while the form is being filled in
        self._rehearsal = BackgroundTask(rehearse, only_looks=True)
        self._taken: tuple[TakenIn, dict[str, Any]] | None = None  # saved, not yet shown
        self._clearing = QTimer(self, interval=1, singleShot=True)
        self._states_timer = QTimer(self, interval=STATES_AFTER_MS, singleShot=True)
        self._connect()
        self._show_states()

    # -- what the frame asks --

    def title(self) -> str:
        return _("New referral")

    def refresh(self) -> None:
        if self._draft_looked_for:
            self.forum.set_choices(self._forum_choices())
        else:  # the page was made just now, with its forums
            self._rehearsal.start()
            self._draft_looked_for = True
            self._drafts.bring_back(self._restore)
        self.form.refresh()
        self._look_for_repeat()
        self._show_states()

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        return self._drafts.focused() or self.form.first_control(1)

    def panes(self) -> list[QWidget]:
        return [self.form, self.sections]

    def save(self) -> bool:
        """Take the referral in, or say at its field what stops that."""
        if self._taken is not None:  # pressed twice
            return True
        if self.errors.refuses(self, self.form.fields(), self.form.problems()):
            self.scroll_area.verticalScrollBar().setValue(0)
            return True
        content = self._autosave.collect()
        self._is_saving = True
        try:
            referral = self.form.referral(self.banner.denied_reason())
            taken = take_in_referral(self.workspace, referral, draft=self._draft_taken())
        except InputError as error:
            named = {self.form.field_of(name): text for name, text in error.problems.items()}
            self._show_problems(named)
        except CaseDeskError as error:
            show_error(self.navigator, error)
        else:
            self._taken = (taken, content)
            QTimer.singleShot(1, self, self._after_saving)  # 0 would leave no turn in between
        finally:
            self._is_saving = False
        return True

    # -- building --

    def _place_parts(self) -> None:
        self.heading.add_left(self.forum)
        self.heading.add_right(self._drafts.state)
        self.heading.add_right(menu_button(_("&More"), self._more_menu()))
        self.save_button = button(self._save_text(wide=True), primary=True)
        self.save_button.setAccessibleName(_("Save referral"))
        self.heading.add_right(self.save_button)
        body = self.scrolling_body()
        body.addWidget(self.errors)
        body.addWidget(self.form)
        body.addStretch(1)
        self._outer.removeWidget(self.scroll_area)
        self._below = QVBoxLayout()  # its gap is there with the banner alone
        space(self._below, gap=16)
        self._below.addWidget(self.banner)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self._main_part(), 1)
        side = QVBoxLayout()
        space(side, gap=0)
        side.addWidget(self.sections)
        side.addStretch(1)
        row.addLayout(side)
        self._below.addLayout(row, 1)
        self._outer.addLayout(self._below, 1)
        fix(self.sections, width=248)
        self.sections.show_sections([(one.number, one.title) for one in self.form.sections()])

    def _main_part(self) -> QWidget:
        """Return what takes the room beside the list of sections."""
        return self.scroll_area

    def _more_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Clear this form"), self._on_clear)
        menu.addAction(_("Save a referral form to send out…"), self._on_form_wanted)
        return menu

    def _draft_taken(self) -> str:
        """Return the draft whose attachments go to the case; empty for none."""
        return ""

    def _connect(self) -> None:
        self.forum.chosen.connect(self._on_forum)
        self.save_button.clicked.connect(self.save)
        self.sections.chosen.connect(self._on_section)
        self.form.repeat_may_differ.connect(self._look_for_repeat)
        self.form.others.taken_out.connect(self._on_taken_out)
        self.banner.case_wanted.connect(self._on_case)
        for control in self._autosave.controls.values():
            change_signal(control).connect(self._states_timer.start)
        self._states_timer.timeout.connect(self._show_states)
        self._clearing.timeout.connect(self._clear)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _forum_choices(self) -> list[Choice]:
        return [
            Choice(one.id, one.short_title)
            for one in forums_in_use(self.workspace)
            if forums()[one.id].content is not CaseContent.NONE
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= px(self.list_from)
        if wide == self.sections.isHidden():
            set_shown(self.sections, wide)
            self._below.removeWidget(self.banner)
            self.body.removeWidget(self.banner)
            if wide:
                self._below.insertWidget(0, self.banner)
            else:
                self.body.insertWidget(0, self.banner)  # it would take too much of a low page
            self.save_button.setText(self._save_text(wide))
            self._show_states()
        set_shown(self._drafts.state, self.width() >= px(ROOM_FOR_DRAFT))

    def _save_text(self, wide: bool) -> str:
        return _("&Save referral   Ctrl+S") if wide else _("&Save referral")

    # -- what happens --

    def _show_problems(self, problems: dict[str, str]) -> None:
        self.errors.show_problems(problems, self.form.fields())
        self.scroll_area.verticalScrollBar().setValue(0)

    @Slot()
    def _after_saving(self) -> None:
        if self._taken is None:
            return
        (taken, content), self._taken = self._taken, None
        self._drafts.discard()
        self.navigator.open_page("case", taken.case_id)
        self._clearing.start()  # out of sight, and in a turn of its own
        detail = ""
        if taken.gaps:
            missing = "; ".join(gap_text(gap) for gap in taken.gaps)
            detail = _("Needs finishing: {missing}").format(missing=missing)

        def undo() -> None:
            self._clearing.stop()
            self._undo(taken, content)

        text = _("Referral {reference} saved").format(reference=taken.reference)
        self.navigator.show_notice(text, detail=detail, tone=Tone.GOOD, undo=undo)

    def _undo(self, taken: TakenIn, content: dict[str, Any]) -> None:
        """Take back all that saving made; what was typed stands in the form again."""
        self.navigator.open_page("intake")
        if not self._drafts.makes_way(partial(self._undo, taken, content)):
            return
        try:
            take_back_referral(self.workspace, taken)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        self._restore(content)
        self._drafts.save_at_once()
        self.navigator.show_notice(_("The referral was taken out again. Your text is back here."))

    @Slot()
    def _clear(self) -> None:
        self.errors.clear()
        self.form.criteria.forget()
        self._restore({})
        self._drafts.discard()
        self.scroll_area.verticalScrollBar().setValue(0)

    def _restore(self, content: dict[str, Any]) -> None:
        blank: dict[str, Any] = {
            "agencies": [], "referrer_name": "", "referrer_telephone": "", "received": [""] * 5,
            "subject": {}, "others": {}, "address": "", "postcode": "", "criteria": {},
            "risk_tool": None, "risk_score": "", "judgement": "", "reason": "",
            "happened": [""] * 5, "told": None, "told_note": "", "safe": None, "safe_note": "",
            "basis": None, "repeat": "",
        }  # fmt: skip
        forum_id = content.get("forum") or _usual_forum(self._forum_choices())
        self.forum.set_value(forum_id)
        self._on_forum()
        self._autosave.restore({**blank, **content, "forum": forum_id})
        if not content:
            self.form.sharing.show_forum(self.form.forum)
        self._look_for_repeat()
        self._show_states()

    @Slot()
    def _on_clear(self) -> None:
        content = self._autosave.collect()
        self._clear()

        def undo() -> None:
            self._restore(content)
            self._drafts.save_at_once()

        self.navigator.show_notice(_("The form was cleared"), undo=undo)
        self.form.first_control(1).setFocus()

    @Slot()
    def _on_form_wanted(self) -> None:
        ask_and_save_form(self, self.form.forum.id)

    @Slot()
    def _on_forum(self) -> None:
        forum = forums().get(self.forum.value() or "")
        if forum is not None and forum.id != self.form.forum.id:
            self.form.show_forum(forum)
            self.sections.rows[2].show_title(self.form.subject.title)
            self._show_states()

    @Slot(int)
    def _on_section(self, number: int) -> None:
        control = self.form.first_control(number)
        self.scroll_area.ensureWidgetVisible(self.form.sections()[number - 1], 0, px(8))
        control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(int, object)
    def _on_taken_out(self, place: int, draft: dict[str, Any]) -> None:
        def undo() -> None:
            self.form.others.put_back(place, draft)

        self.navigator.show_notice(_("The person was taken out of this referral"), undo=undo)

    @Slot(int)
    def _on_case(self, case_id: int) -> None:
        self.navigator.open_page("case", case_id)

    @Slot()
    def _look_for_repeat(self) -> None:
        if self._is_saving:
            return
        self.banner.show_found(self.form.repeat())

    @Slot()
    def _show_states(self) -> None:
        words = {State.GOOD: _("done"), State.WARN: _("started"), State.OPEN: _("empty")}
        narrow = self.sections.isHidden()
        for section, state in zip(self.form.sections(), self.form.states().values(), strict=True):
            self.sections.rows[section.number].show_state(state, words[state])
            section.show_state(state, words[state] if narrow else "")

    @Slot()
    def _show_focused(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.form.isAncestorOf(focused):
            self.scroll_area.ensureWidgetVisible(focused, 0, px(ROOM_BELOW))

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.form.isAncestorOf(new):
            return
        QTimer.singleShot(0, self, self._show_focused)  # once new lines have their place
        for section in self.form.sections():
            if section.isAncestorOf(new):
                self.sections.mark(section.number)


def _rehearse(workspace: Workspace, _progress: Progress) -> None:
    rehearse_referral(workspace)


def _usual_forum(choices: list[Choice]) -> str:
    ids = [choice.id for choice in choices]
    return USUAL_FORUM if USUAL_FORUM in ids or not ids else ids[0]
