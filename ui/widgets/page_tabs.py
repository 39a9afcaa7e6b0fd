"""The tabs of a page: words with an accent line below the chosen one."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from casedesk.i18n import _
from ui.theme import look
from ui.theme.units import px

BETWEEN, HEIGHT = 24, 40


class PageTabs(QTabBar):
    """As wide as its words; Left and Right go from tab to tab, `currentChanged` tells."""

    def __init__(self, name: str, titles: list[str], parent: QWidget | None = None) -> None:
        """Show `titles`; `name` is read out for the whole row."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        for title in titles:
            self.addTab(title)
        scrolling = {"ScrollLeftButton": _("Tabs before"), "ScrollRightButton": _("Tabs after")}
        for made in self.findChildren(QToolButton):  # Qt has no Welsh names for them
            made.setAccessibleName(scrolling.get(made.objectName(), ""))

    def tabSizeHint(self, index: int) -> QSize:
        wide = QFontMetrics(look.font(semibold=True)).horizontalAdvance(self.tabText(index))
        return QSize(wide + px(BETWEEN), px(HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)
