"""The guide of the analyst, each step done by keys as Help says it."""

from pathlib import Path

from casedesk.disclosure.checker import check_release
from tests.e2e.newcomer import Newcomer, back_up, practise
from tests.e2e.user import CTRL, KEY
from ui.help_panel import HelpPanel
from ui.pages.exchange.import_page import ImportPage
from ui.pages.measures.measures_page import MeasuresPage


def count(user: Newcomer) -> None:
    user.press(KEY.Key_7, CTRL)
    page = user.page(MeasuresPage)
    user.alt("p")
    user.press(KEY.Key_Down)
    user.see(lambda: not page.working.state.text())


def ask_what_it_means(user: Newcomer) -> None:
    user.reach("Measures")
    user.press(KEY.Key_F1)
    panel = user.frame.findChild(HelpPanel)
    assert panel is not None
    user.see(panel.isVisible)
    user.look()
    user.press(KEY.Key_Escape)


def see_the_records(user: Newcomer) -> None:
    page = user.page(MeasuresPage)
    page.working.table.select_id("marac.referrals")
    user.press(KEY.Key_Return)
    user.see(lambda: page.working.behind.model().rowCount() > 0)


def bring_in(user: Newcomer, folder: Path) -> None:
    user.menu("f", "i")
    page = user.page(ImportPage)
    template = folder / "template.xlsx"
    page.save_template(template)  # what the system's own dialog gives
    user.see_words("The template was saved: template.xlsx")
    user.look()
    page.read(template)
    user.see(page.leave_button.isVisible)
    user.look()
    user.alt("l")
    user.see(page.choice.isVisible)


def preview(user: Newcomer) -> None:
    user.press(KEY.Key_7, CTRL)
    user.reach("View: Working figures")
    user.press(KEY.Key_Right)
    user.see_words("Proof file made and checked")


def publish(user: Newcomer, folder: Path) -> None:
    user.page(MeasuresPage).publish_into(folder)
    user.see_words("Published into")
    (made,) = folder.iterdir()
    assert check_release(made).ok


def test_an_analyst_does_what_the_guide_says(newcomer: Newcomer, tmp_path: Path) -> None:
    returns, website, stick = (tmp_path / name for name in ("returns", "website", "stick"))
    for folder in (returns, website, stick):
        folder.mkdir()
    newcomer.follow(
        "analyst",
        {
            "practise": practise,
            "count": count,
            "meaning": ask_what_it_means,
            "behind": see_the_records,
            "import": lambda user: bring_in(user, returns),
            "preview": preview,
            "publish": lambda user: publish(user, website),
            "backup": lambda user: back_up(user, str(stick)),
        },
    )
