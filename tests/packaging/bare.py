"""A bare window, packaged like CaseDesk, to compare with."""

from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
app.exec()
