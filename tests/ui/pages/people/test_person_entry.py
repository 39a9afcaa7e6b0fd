"""Whoever chose a recorded person while typing can think again, in every form that asks for one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from casedesk.people.model import NewPerson
from casedesk.people.service import record_person
from casedesk.workspace.workspace import Workspace
from ui.pages.people.person_entry import PersonEntry


def test_a_known_person_who_was_not_meant_after_all_is_changed_where_they_stand(
    qtbot: QtBot, workspace: Workspace
) -> None:
    known = record_person(workspace, NewPerson("Pugh", "Gareth"))
    form, entry = QWidget(), PersonEntry(workspace, "Person")
    QVBoxLayout(form).addWidget(entry)
    qtbot.addWidget(form)
    form.show()
    entry.use(known)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    entry.setFocus()  # as a form does that is opened with its draft
    qtbot.waitUntil(entry.change_button.hasFocus)
    qtbot.keyClick(entry.change_button, Qt.Key.Key_Space)
    assert entry.fields.name_box.hasFocus()
    assert entry.value() != known
