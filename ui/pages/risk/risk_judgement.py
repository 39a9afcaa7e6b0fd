"""Professional judgement beside a score: which band, and why it is not the score's."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from casedesk.i18n import _
from casedesk.risk.catalogue import Method, RiskTool
from ui.pages.risk.risk_score import band_text
from ui.theme.units import space
from ui.widgets.card import Card
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.segmented import Segmented
from ui.widgets.showing import set_shown

AS_SCORED = "as_scored"


class RiskJudgement(Card):
    """Has `draft`, `restore` and `changed` for `AutosaveForm`.

    With a tool whose judgement may only raise, the bands below the score's cannot be chosen.
    """

    changed = Signal()

    def __init__(self, tool: RiskTool) -> None:
        """Build the bands of a tool; without bands the card stays hidden."""
        super().__init__(_("Professional judgement"))
        self._tool = tool
        self._has_score = tool.method is Method.SUM
        bands = [(band.id, band_text(tool, band.id)) for band in tool.bands]
        first = [(AS_SCORED, _("As the score"))] if self._has_score else []
        first = first or [(AS_SCORED, _("Not judged yet"))]
        self.bands = Segmented(_("Risk is"), [*first, *bands])
        self.reason = QLineEdit()
        self.reason_field = FormField(_("&Because"), self.reason)
        self.bands_field = FormField(_("Risk is"), _row(self.bands))
        self.only_raise = label(
            _("With this tool, judgement may raise the band, never lower it."), "quiet", wrap=True
        )
        self.add(self.bands_field)
        self.add(self.only_raise)
        self.add(self.reason_field)
        set_shown(self.only_raise, self._has_score and not tool.judgement_may_lower)
        set_shown(self, bool(bands))
        self.bands.changed.connect(self._on_changed)
        self.reason.textChanged.connect(self.changed)
        self._show_reason()

    def band(self) -> str | None:
        """Return the band chosen; None for that of the score."""
        chosen = self.bands.value()
        return None if chosen == AS_SCORED else chosen

    def show_scored(self, band_id: str | None) -> None:
        """Follow the score: what lies below it goes out of reach where only raising is allowed."""
        if self._tool.judgement_may_lower or not self._has_score:
            return
        ids = [band.id for band in self._tool.bands]
        lowest = ids.index(band_id) if band_id in ids else 0
        for place, one in enumerate(ids):
            self.bands.buttons[one].setEnabled(place >= lowest)
        chosen = self.band()
        if chosen is not None and ids.index(chosen) < lowest:
            self.bands.set_value(AS_SCORED)

    def go(self) -> None:
        """Put the focus on the band chosen."""
        self.bands.buttons[self.bands.value()].setFocus()

    def draft(self) -> dict[str, Any]:
        """Return what is chosen and typed."""
        return {"band": self.bands.value(), "reason": self.reason.text()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what `draft` gave."""
        band = draft.get("band") or AS_SCORED
        if band in self.bands.buttons:
            self.bands.set_value(band)
        self.reason.setText(draft.get("reason", ""))
        self._show_reason()

    def _show_reason(self) -> None:
        set_shown(self.reason_field, self.band() is not None or bool(self.reason.text()))

    @Slot()
    def _on_changed(self) -> None:
        self._show_reason()
        self.changed.emit()


def _row(part: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    space(row, gap=0)
    row.addWidget(part)
    row.addStretch(1)
    return whole
