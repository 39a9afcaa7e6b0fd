"""What a check of catalogue files finds, and that one bad file does not hide another."""

import shutil
from pathlib import Path

import pytest

from casedesk.catalogue_check import check_all
from casedesk.resource_files import resource_path

SHIPPED = resource_path("catalogues")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a partnership's folder: one forum and one power more, and how long cases are kept."""
    for kind, name in (("forums", "marac"), ("powers", "closure_notice")):
        (tmp_path / kind).mkdir()
        shutil.copy(SHIPPED / kind / f"{name}.toml", tmp_path / kind)
    shutil.copytree(SHIPPED / "risk_tools", tmp_path / "risk_tools")
    shutil.copy(SHIPPED / "retention.toml", tmp_path)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_shipped_is_in_order() -> None:
    assert check_all(SHIPPED) == []


def test_a_partnership_s_own_files_may_name_what_is_shipped(own: Path) -> None:
    assert check_all(own) == []


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    assert len(check_all(tmp_path)) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("forums/marac.toml", '"idva",', '"idvaa",', "idvaa"),
        ("forums/marac.toml", "months = 12", "monhts = 12", "monhts"),
        ("forums/marac.toml", 'anchor = "referral"', 'anchor = "birthday"', "birthday"),
        ("forums/marac.toml", 'id = "escalation"', 'id = "repeat"', "repeat"),
        (
            "forums/marac.toml",
            'default_risk_tool = "dash_safelives"',
            'default_risk_tool = "x"',
            "x",
        ),
        ("forums/marac.toml", "as_of = 2026-11-20", "", "as_of"),
        ("powers/closure_notice.toml", 'checklist = "service"', 'checklist = "servise"', "servise"),
        ("powers/closure_notice.toml", 'event = "served_first"', 'event = "serv"', "serv"),
        ("powers/closure_notice.toml", "within {n} hours", "within {hours} hours", "{n}"),
        ("risk_tools/asb_local.toml", "max_score = 50", "max_score = 51", "51"),
        ("risk_tools/dash_safelives.toml", "from = 10", "from = 15", "rise"),
        ("risk_tools/dash_safelives.toml", 'supplement = "sdash"', 'supplement = "ss"', "ss"),
        ("risk_tools/sdash.toml", 'id = "loiters"', 'id = "visits"', "visits"),
        ("retention.toml", 'id = "dhr"', 'id = "dhrr"', "dhrr"),
        ("retention.toml", "review_after_years = 7", "review_after_yers = 7", "yers"),
    ],
)
def test_a_mistake_is_named_with_its_file(
    own: Path, file: str, old: str, new: str, named: str
) -> None:
    change(own / file, old, new)
    problems = check_all(own)
    assert problems
    assert all(Path(file).name in problem for problem in problems)
    assert any(named in problem for problem in problems)


def test_every_bad_file_is_reported(own: Path) -> None:
    (own / "forums" / "marac.toml").write_text("id = [", encoding="utf-8")
    change(own / "risk_tools" / "sdash.toml", 'id = "sdash"', 'id = "stalking"')
    text = "\n".join(check_all(own))
    assert "marac.toml" in text
    assert "sdash.toml" in text


def test_a_name_that_stands_for_two_entries_is_reported(own: Path) -> None:
    change(own / "forums" / "marac.toml", '"weekly MARAC"', '"Community trigger"')
    assert any("Community trigger" in problem for problem in check_all(own))
