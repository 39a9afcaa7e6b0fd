"""The section of the forum's criteria, each with its evidence, and of risk as it is stated."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from casedesk.forums.catalogue import Criterion, Forum
from casedesk.i18n import _, catalogue_text
from casedesk.referrals.model import CriterionMet
from casedesk.risk.catalogue import Method, risk_tools
from ui.pages.parts.form_parts import labelled
from ui.pages.referrals.intake_sections import NARROW_BELOW
from ui.text_format import capital
from ui.theme.units import space
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.columns import Columns
from ui.widgets.form_field import FormField
from ui.widgets.section import Section
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State
from ui.widgets.wrapped_words import WrappedTick


class CriterionLine(QWidget):
    """One criterion: ticked or not, and once ticked the evidence for it.

    The field around the evidence is made with the first tick: most criteria are never ticked.
    """

    changed = Signal()

    def __init__(self, criterion: Criterion) -> None:
        """Build the line, not ticked."""
        super().__init__()
        self.criterion = criterion
        title = capital(catalogue_text(criterion.title))
        self.tick = WrappedTick(title.replace("&", "&&"))
        self.evidence = QLineEdit(self)
        self.evidence.hide()
        self.evidence.setAccessibleName(f"{title}: {self._asked()}")
        self.field: FormField | None = None
        column = QVBoxLayout(self)
        space(column, gap=4)
        column.addWidget(self.tick)
        self._inset = QVBoxLayout()
        space(self._inset, (26, 0, 0, 4), 0)
        column.addLayout(self._inset)
        self.tick.toggled.connect(self._on_toggled)
        self.evidence.textChanged.connect(self.changed)

    def _asked(self) -> str:
        return _("Reasons") if self.criterion.needs_reason else _("Evidence")

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if self.field is None:
            if_known = not self.criterion.needs_reason
            self.field = FormField(self._asked(), self.evidence, if_known=if_known)
            self.evidence.show()
            self._inset.addWidget(self.field)
        set_shown(self.field, on)
        self.changed.emit()


class CriteriaSection(Section):
    """Has `draft`, `restore` and `changed` for `AutosaveForm`."""

    changed = Signal()

    def __init__(self, number: int, forum: Forum) -> None:
        """Build the criteria of a forum."""
        super().__init__(number, _("Criteria met"))
        self.lines: dict[str, CriterionLine] = {}
        self._forum = forum
        self._kept: dict[str, list[Any]] = {}  # answers of forums chosen before
        self._column = QVBoxLayout()
        space(self._column, gap=0)
        self.add(self._column)
        scored = (tool for tool in risk_tools().values() if tool.method is Method.SUM)
        self.tool = ChoiceBox(_("Risk tool"), labelled(scored), empty=_("None stated"))
        self.score, self.judgement = QLineEdit(), QLineEdit()
        self.fields = {
            "risk_tool_id": FormField(_("Risk as the referrer states it: tool"), self.tool),
            "risk_score": FormField(_("Score"), self.score),
            "professional_judgement": FormField(
                _("Professional judgement of the referrer"), self.judgement, if_known=True
            ),
        }
        row = [(self.fields["risk_tool_id"], 3), (self.fields["risk_score"], 1)]
        self.add(Columns(row, narrow_below=NARROW_BELOW))
        self.add(self.fields["professional_judgement"])
        self.controls: dict[str, QWidget] = {
            "criteria": self, "risk_tool": self.tool, "risk_score": self.score,
            "judgement": self.judgement,
        }  # fmt: skip
        self.score.textEdited.connect(self._on_score)
        self.show_forum(forum)

    def show_forum(self, forum: Forum) -> None:
        """Offer the criteria of a forum; what was answered for another one is kept aside."""
        self._kept.update(self.draft())
        self._forum = forum
        self._clear()
        for criterion in forum.criteria:
            line = CriterionLine(criterion)
            line.changed.connect(self.changed)
            self.lines[criterion.id] = line
            self._column.addWidget(line)
        self.restore(self._kept)

    def values(self) -> tuple[CriterionMet, ...]:
        """Return the criteria ticked, with their evidence."""
        return tuple(
            CriterionMet(key, line.evidence.text().strip())
            for key, line in self.lines.items()
            if line.tick.isChecked()
        )

    def how_far(self) -> State:
        """Tell how far the section is; a criterion without its reasons is only started."""
        met = {one.criterion_id: one.evidence for one in self.values()}
        if not met:
            return State.WARN if self.score.text().strip() else State.OPEN
        bare = any(self.lines[key].criterion.needs_reason and not met[key] for key in met)
        return State.WARN if bare and not self.judgement.text().strip() else State.GOOD

    def draft(self) -> dict[str, list[Any]]:
        """Return what is ticked, with the evidence."""
        lines = self.lines.items()
        return {key: [line.tick.isChecked(), line.evidence.text()] for key, line in lines}

    def restore(self, draft: dict[str, list[Any]]) -> None:
        """Put back what `draft` gave."""
        for key, line in self.lines.items():
            ticked, evidence = draft.get(key, (False, ""))
            line.tick.setChecked(ticked)
            line.evidence.setText(evidence)

    def forget(self) -> None:
        """Forget the answers kept for other forums."""
        self._kept = {}

    def _clear(self) -> None:
        self.lines = {}
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @Slot()
    def _on_score(self) -> None:
        if self.score.text().strip() and not self.tool.value():
            self.tool.set_value(self._forum.default_risk_tool or None)
