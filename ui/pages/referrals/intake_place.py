"""The section of the place: found among those recorded, or said in words."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from casedesk.i18n import _
from casedesk.places.model import PlaceLine
from casedesk.places.service import find_places
from casedesk.workspace.workspace import Workspace
from ui.pages.people.person_entry import PAUSE_MS
from ui.pages.referrals.intake_sections import NARROW_BELOW
from ui.widgets.columns import Columns
from ui.widgets.form_field import FormField
from ui.widgets.found_list import FoundList, FoundRow
from ui.widgets.section import Section
from ui.widgets.state_mark import State

MOST_SHOWN = 5


class PlaceSection(Section):
    """An address or any words that say where; recorded places are offered below the box."""

    def __init__(self, number: int, workspace: Workspace) -> None:
        """Build the section."""
        super().__init__(number, _("Place"))
        self._workspace = workspace
        self._places: dict[str, PlaceLine] = {}
        self.address, self.postcode = QLineEdit(), QLineEdit()
        self.address.setAccessibleName(_("Place: address, or where it is"))
        self.postcode.setAccessibleName(_("Place: postcode"))
        self.fields = {
            "address": FormField(_("A&ddress, or say where it is"), self.address),
            "postcode": FormField(_("Postcode"), self.postcode, if_known=True),
        }
        row = [(self.fields["address"], 3), (self.fields["postcode"], 1)]
        self.add(Columns(row, narrow_below=NARROW_BELOW))
        self.found = FoundList((("use", _("Use this place")),))
        self.add(self.found)
        self.controls: dict[str, QWidget] = {"address": self.address, "postcode": self.postcode}
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._look)
        self.address.textEdited.connect(self._timer.start)
        self.address.installEventFilter(self)
        self.found.acted.connect(self._on_acted)
        self.found.left.connect(self._on_left)

    def how_far(self) -> State:
        """Tell how far the section is."""
        named = self.address.text().strip() or self.postcode.text().strip()
        return State.GOOD if named else State.OPEN

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() == Qt.Key.Key_Down:
                return self.found.enter()
            if event.key() == Qt.Key.Key_Escape and self.found.rows:
                self.found.clear()
                return True
        return False

    @Slot()
    def _look(self) -> None:
        places = find_places(self._workspace, self.address.text(), MOST_SHOWN)
        self._places = {str(one.id): one for one in places}
        rows = [FoundRow(str(one.id), one.address, "", one.postcode or "") for one in places]
        self.found.show_rows(_("Places recorded: {count}").format(count=len(rows)), rows)

    @Slot(str, str)
    def _on_acted(self, row_id: str, _act: str) -> None:
        place = self._places[row_id]
        self.address.setText(place.address)
        self.postcode.setText(place.postcode or "")
        self.found.clear()
        self.postcode.setFocus()

    @Slot()
    def _on_left(self) -> None:
        self.address.setFocus()
