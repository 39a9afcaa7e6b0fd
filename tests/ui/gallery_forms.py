"""A form and a case, for looking at the parts of the window; everything shown is invented."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.ui.gallery_pages import NOW, row_of
from ui.page import Page
from ui.theme.units import at_least, fix
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.chips import Chip
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.choice_field import ChoiceField
from ui.widgets.columns import Columns
from ui.widgets.date_field import DateField
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.form_field import FormField
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.notice_strip import NoticeStrip, Tone
from ui.widgets.page_tabs import PageTabs
from ui.widgets.painted_list import PaintedList
from ui.widgets.section import Section
from ui.widgets.state_mark import State, StateLabel
from ui.widgets.timeline import TimelineEntry


class IntakeLike(Page):
    """Looks like a referral being typed: notice, sections, fields, an error."""

    def title(self) -> str:
        return "New referral"

    def __init__(self, *given: Any) -> None:
        """Build the form."""
        super().__init__(*given)
        self.heading.set_subtitle("MARAC")
        self.heading.add_right(StateLabel(State.GOOD, "Draft saved 10:42"))
        self.heading.add_right(button("Save referral", primary=True))
        body = self.scrolling_body()
        body.addWidget(
            NoticeStrip(
                "Repeat: the same two people were heard at MARAC 9 on 3 February 2026",
                detail="Rule: any abuse within 12 months of the last referral (21 Jan 2026).",
                tone=Tone.WARN,
                dismissible=False,
                acts=(("See case M-2026-019", print), ("Not a repeat: give reason", print)),
            )
        )
        errors = ErrorSummary()
        body.addWidget(errors)
        referrer = Section(1, "Referrer")
        agency = ChoiceBox("Agency", [Choice("p", "Riverside Police"), Choice("h", "Housing")])
        agency.set_value("p")
        received = DateField("Date received", today=NOW.date)
        received.set_value(date(2026, 11, 12))
        self.name = QLineEdit("PC Owen Tate")
        field = FormField("Received", received)
        line = row_of(
            FormField("&Agency", agency),
            FormField("&Name", self.name),
            FormField("&Telephone", QLineEdit("01632 960114"), if_known=True),
            field,
        )
        referrer.add(line)
        referrer.show_state(State.GOOD, "done")
        body.addWidget(referrer)
        people = Section(2, "Other people")
        people.add_tool(link_button("Add person", "user-plus"))
        wrong = FormField("Full name", QLineEdit("Efa Mor"), hint="As on the birth certificate")
        born = FormField("Born", DateField("Born", partial=True, unknown=True), if_known=True)
        people.add(row_of(wrong, born))
        gender = ChoiceField(
            "Gender",
            [
                Choice("f", "Female"),
                Choice("m", "Male"),
                Choice("o", "In another way"),
                Choice("n", "Not asked"),
            ],
        )
        gender.set_value("f")
        people.add(FormField("Gender", gender))
        text = QPlainTextEdit(
            "Police: bail ends 8 December; charging decision expected before then."
        )
        text.setTabChangesFocus(True)
        at_least(text, height=72)
        people.add(FormField("What has happened", text))
        body.addWidget(people)
        body.addStretch(1)
        errors.show_problems(
            {"name": "Enter the name as the referrer gave it"}, [("name", wrong), ("date", field)]
        )
        self.errors = errors

    def first_focus(self) -> QWidget:
        return self.errors.buttons[0]


class CaseLike(Page):
    """Looks like a case: chips, tabs, timeline."""

    def title(self) -> str:
        return "M-2026-214"

    def __init__(self, *given: Any) -> None:
        """Build the timeline."""
        super().__init__(*given)
        self.heading.add_left(Chip("MARAC"))
        self.heading.add_left(Chip("High risk", State.STOP))
        self.heading.add_left(Chip("Repeat", icon="refresh-cw"))
        self.heading.set_subtitle("Open 8 days · Lead: IDVA service")
        self.heading.add_right(button("Restrict", "eye-off"))
        self.heading.add_right(button("Record", "plus", primary=True))
        titles = ["Overview", "Timeline", "People and places", "Risk", "Actions 3"]
        tabs = PageTabs("Parts of the case", titles)
        tabs.setCurrentIndex(1)
        self.body.addWidget(tabs)
        card = Card()
        ticks = row_of(
            label("Show", "quiet"), *[QCheckBox(one) for one in ("Notes", "Risk", "Access")]
        )
        for tick in card.findChildren(QCheckBox):
            tick.setChecked(True)
        card.add(ticks)
        line = PaintedList("Timeline")
        line.show_rows(
            [
                TimelineEntry(
                    1,
                    "Fri 20 Nov",
                    "09:05",
                    "pencil",
                    "Contact note",
                    " · Nia Prosser, IDVA service",
                    "Texted; answered within the hour. Feels safer with her sister staying.\n"
                    "Wants to hear the outcome on Tuesday, by text.",
                ),
                TimelineEntry(
                    2,
                    "Wed 18 Nov",
                    "15:20",
                    "arrow-right",
                    "Information shared",
                    " · Riverside Housing",
                    "Tenancy in her name. Two neighbours reported shouting on 28 October.",
                    word="View",
                ),
                TimelineEntry(
                    3,
                    "Mon 16 Nov",
                    "11:40",
                    "strikethrough",
                    "Correction",
                    " to the note of 13 Nov · Cariad Price",
                    "Texted; the rule is text only.",
                    "Rang the mobile, no answer.",
                ),
                TimelineEntry(
                    4,
                    "Fri 13 Nov",
                    "14:10",
                    "triangle-alert",
                    "Assessment",
                    " · Dash 13, was 9 in January",
                    "Judgement: high, because of two threats to kill in six weeks.",
                    state=State.STOP,
                    word="High",
                ),
                TimelineEntry(
                    5,
                    "Thu 12 Nov",
                    "14:30",
                    "circle-question-mark",
                    "Research requested",
                    " from 9 agencies",
                    "7 returned, 2 outstanding: Probation.",
                    state=State.WARN,
                    word="2 missing",
                ),
            ]
        )
        line.setCurrentIndex(line.entries.index(1))
        card.add_full(line)
        now = Card("Now")
        fix(now, width=288)
        now.add(StateLabel(State.STOP, "Do not visit alone"))
        now.add(label("Police marker, 12 Nov 2026", "quiet"))
        now.add(Hairline())
        now.add(label("Victim", "quiet"))
        now.add(label("Siân Morgan, 38", "strong"))
        now.body.addStretch(1)
        self.body.addWidget(Columns([(card, 1), (now, 0)]), 1)
        self.line = line

    def first_focus(self) -> QWidget:
        return self.line
