"""Everything the window can show: told, reached, seen and whole, in both languages."""

from collections import defaultdict
from collections.abc import Iterable

import pytest
from PySide6.QtWidgets import QApplication

from casedesk.workspace.workspace import Workspace
from tests.ui.every_page.contrast import faint
from tests.ui.every_page.fit import cut, indented, small
from tests.ui.every_page.names import nameless
from tests.ui.every_page.order import out_of_order, walk
from tests.ui.every_page.staying import moved
from tests.ui.every_page.test_help_and_empty import without_help
from tests.ui.every_page.walk import Look, gates, in_sight, opened, views, window_in
from ui.main_window import FIRST_SIZE, MainWindow
from ui.pages.parts.plain_form import FormHost

LOOKS = (
    Look(size=FIRST_SIZE),
    Look("dark", 150),
    Look("high_contrast", 150, "cy"),
    Look(percent=200),
    Look(percent=200, language="cy"),
)
WHOLE = {LOOKS[0], LOOKS[-1]}  # with every form; the others show every page and tab
Found = dict[str, dict[str, list[str]]]


def problems(look: Look, window: MainWindow) -> dict[str, Iterable[str]]:
    """Return by idea what is wrong with what is in sight."""
    found: dict[str, Iterable[str]] = {
        "told": nameless(window), "cut": cut(window), "small": small(window),
        "indented": indented(window),
    }  # fmt: skip
    found["unfocused"] = list(unfocused(window))  # at once: the walk of Tab takes the focus
    asked = QApplication.activeModalWidget()
    found["asked"] = [] if asked is None else [f"{type(asked).__name__} stops the window"]
    if look not in WHOLE or window.frame is None:
        found["faint"] = faint(window)
    if look == LOOKS[0] and window.frame is not None and window.frame.page is not None:
        stops, dark = walk(window, window.frame.page)
        found["order"] = out_of_order(window.frame.page, stops)
        found["unseen"] = dark
        found["moved"] = moved(window, window.frame.page)
    if look == LOOKS[0]:
        page = window.frame.page if window.frame is not None else window
        found["helpless"] = [] if page is None else without_help(page)
    return found


def unfocused(window: MainWindow) -> Iterable[str]:
    """Give each form that is open without the focus in one of its fields."""
    focused = QApplication.focusWidget()
    for host in in_sight(window, FormHost):
        if host.form is not None and not (focused and host.form.isAncestorOf(focused)):
            yield f"the focus is on {type(focused).__name__}"


@pytest.fixture(scope="module", params=LOOKS, ids=str)
def found(request: pytest.FixtureRequest, qapp: QApplication, practice: Workspace) -> Found:
    """Walk once through everything and note, by idea and view, what is wrong."""
    look: Look = request.param
    wrong: Found = defaultdict(dict)

    def note(view: str) -> None:
        for idea, all_of in problems(look, window).items():
            if named := list(dict.fromkeys(all_of)):
                wrong[idea][view] = named

    with window_in(qapp, look) as window:
        for view in gates(window):
            note(view)
        for view in views(opened(window, practice), practice, forms=look in WHOLE):
            note(view)
    return wrong


def test_every_control_has_a_name_and_a_role(found: Found) -> None:
    assert found["told"] == {}


def test_every_text_is_whole(found: Found) -> None:
    assert found["cut"] == {}


def test_a_form_that_opens_has_the_focus_in_its_first_field(found: Found) -> None:
    assert found["unfocused"] == {}


def test_every_target_is_large_enough(found: Found) -> None:
    assert found["small"] == {}


def test_links_stand_in_line_with_the_words_around_them(found: Found) -> None:
    assert found["indented"] == {}


def test_tab_goes_as_one_reads_and_to_everything(found: Found) -> None:
    assert found["order"] == {}


def test_the_focus_is_seen_on_every_control(found: Found) -> None:
    assert found["unseen"] == {}


def test_words_and_edges_as_painted_can_be_seen(found: Found) -> None:
    assert found["faint"] == {}


def test_nothing_stops_the_window_with_a_question(found: Found) -> None:
    assert found["asked"] == {}


def test_f1_has_a_word_of_help_for_every_field(found: Found) -> None:
    assert found["helpless"] == {}


def test_a_refresh_leaves_focus_row_and_place_alone(found: Found) -> None:
    assert found["moved"] == {}
