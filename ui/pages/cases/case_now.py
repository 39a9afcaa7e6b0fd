"""The panel "Now" of a case: what is dangerous to miss, and what comes next."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casedesk.i18n import _, with_commas
from casedesk.overviews.model import CasePage, NowPanel
from ui.text_format import capital, clock_time, short_weekday
from ui.theme.units import at_least, space
from ui.widgets.card import Card
from ui.widgets.hairline import Hairline
from ui.widgets.labels import caution, label


class NowCard(Card):
    """Warnings first, in the same words as everywhere; then person, next meeting, actions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(_("Now"), parent)
        at_least(self, width=216)
        self.body.addStretch(1)

    def show_case(self, page: CasePage) -> None:
        """Show what holds for a case at this moment."""
        self._clear()
        now = page.now
        for warning in now.warnings:
            self._add(Hairline())
            self._add(caution(warning.text, is_danger=warning.is_danger))
        self._show_subject(page)
        if now.safe_contact is None or not _has_rule(now):
            self._section(_("Safe contact"), _("Not recorded"))
        self._show_next(page)
        self._show_actions(now)
        self.setAccessibleDescription(" ".join(one.text for one in now.warnings))

    def texts(self) -> list[str]:
        """Return every line shown."""
        return [one.text() for one in self.findChildren(QLabel) if one.isVisibleTo(self)]

    def _show_subject(self, page: CasePage) -> None:
        now = page.now
        if now.subject is not None:
            age = "" if now.subject_age is None else f", {now.subject_age}"
            title = capital(page.subject_label) or _("Subject")
            self._section(title, f"{now.subject.name}{age}", kind="strong")
        address = now.address or page.place or _("Not known")
        if now.address_protected:
            address = _("Protected: {address}").format(address=address)
        self._section(_("Address"), address)

    def _show_next(self, page: CasePage) -> None:
        hearing = page.now.next_hearing
        if hearing is None:
            self._section(_("Next"), _("On no agenda"))
        else:
            day = short_weekday(hearing.held_on)
            if hearing.starts_at is not None:
                day = _("{day}, {time}").format(day=day, time=clock_time(hearing.starts_at))
            heard = _("To be heard {day}").format(day=day)
            self._section(_("Next"), heard, kind="strong")
            item = _("{meeting}, item {position} of {cases}")
            self._add(
                label(
                    item.format(
                        meeting=hearing.title, position=hearing.position, cases=hearing.cases
                    ),
                    wrap=True,
                )
            )
        first = next(iter(page.now.contacts), None)
        if first is not None and first.due_on is not None:
            day = short_weekday(first.due_on)
            whose = _("{day}, {person}").format(day=day, person=first.person_name)
            self._section(_("Next contact due"), whose if first.person_name else day)

    def _show_actions(self, now: NowPanel) -> None:
        parts = [_("Open: {count}").format(count=now.actions_open)]
        if now.actions_overdue:
            parts.append(_("late: {count}").format(count=now.actions_overdue))
        if now.actions_due_today:
            parts.append(_("due today: {count}").format(count=now.actions_due_today))
        kind = "stop" if now.actions_overdue else "warn" if now.actions_due_today else ""
        mark = {"stop": "▲ ", "warn": "● "}.get(kind, "")
        self._section(_("Actions"), mark + with_commas(*parts), kind=kind)

    def _section(self, title: str, text: str, *, kind: str = "") -> None:
        self._add(Hairline())
        holder = QWidget()
        column = QVBoxLayout(holder)
        space(column, gap=0)
        column.addWidget(label(title, "quiet"))
        column.addWidget(label(text, kind, wrap=True))
        self._add(holder)

    def _add(self, part: QWidget) -> None:
        self.body.insertWidget(self.body.count() - 1, part)

    def _clear(self) -> None:
        while self.body.count() > 1:
            item = self.body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _has_rule(now: NowPanel) -> bool:
    safe = now.safe_contact
    return safe is not None and any((safe.how, safe.number, safe.when, safe.who_must_not_answer))
