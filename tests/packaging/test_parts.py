"""What is installed beside the program: its parts speak of the same command, icon and file type."""

import configparser
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from casedesk.cli.main import main
from casedesk.help.catalogue import guides
from tests.packaging.deb import FOLDER, PARTS, _add_parts
from tests.packaging.icons import SIZES, draw_icon
from tests.packaging.trimming import stripped, wanted, without_orphans

MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def desktop_entry() -> configparser.SectionProxy:
    reader = configparser.ConfigParser(interpolation=None)
    reader.optionxform = str  # type: ignore[assignment, method-assign]
    reader.read(PARTS / "casedesk.desktop", encoding="utf-8")
    return reader["Desktop Entry"]


def test_desktop_entry_file_type_and_software_centre_name_the_same_things() -> None:
    entry = desktop_entry()
    kind = ElementTree.parse(PARTS / "casedesk.mime.xml").getroot()[0]
    told = ElementTree.parse(PARTS / "casedesk.metainfo.xml").getroot()
    assert entry["MimeType"].rstrip(";") == kind.get("type") == told.findtext("provides/mediatype")
    assert entry["Exec"].split()[0] == entry["Icon"] == told.findtext("provides/binary")
    assert told.findtext("launchable") == "casedesk.desktop"
    glob = kind.find(f"{MIME}glob")
    assert glob is not None
    assert glob.get("pattern") == "*.casedesk"


def test_the_package_holds_each_part_where_a_desktop_looks_for_it(tmp_path: Path) -> None:
    _add_parts(tmp_path)
    share = tmp_path / "usr/share"
    for place in (
        "applications/casedesk.desktop",
        "mime/packages/casedesk.xml",
        "metainfo/casedesk.metainfo.xml",
        "man/man1/casedesk.1.gz",
        "doc/casedesk/copyright",
        "doc/casedesk/changelog.gz",
        "icons/hicolor/scalable/apps/casedesk.svg",
    ):
        assert (share / place).stat().st_size > 100
    for size in SIZES:
        drawn = QImage(str(share / f"icons/hicolor/{size}x{size}/apps/casedesk.png"))
        assert (drawn.width(), drawn.pixelColor(0, 0).alpha()) == (size, 0)
    command = tmp_path / "usr/bin/casedesk"
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "casedesk").touch()
    assert command.resolve() == (tmp_path / FOLDER / "casedesk").resolve()


def test_the_manual_page_names_only_commands_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = (PARTS / "casedesk.1").read_text(encoding="utf-8")
    listed = re.search(r"among them\n(.*?)\n\.B", page, re.DOTALL)
    assert listed is not None
    named = re.findall(r"[a-z][a-z\\-]+", listed[1].replace("BR", ""))
    with pytest.raises(SystemExit):
        main(["--help"])
    known = capsys.readouterr().out.split()
    assert [name for name in named if name != "and" and name.replace("\\", "") not in known] == []


def test_the_drawing_has_two_colours_at_every_size(tmp_path: Path) -> None:
    for size in SIZES:
        drawn = QImage(str(draw_icon(tmp_path / f"{size}.png", size)))
        colours = {drawn.pixelColor(x, size // 2).name() for x in range(size)}
        assert {"#1d5ba4", "#ffffff"} <= colours


def test_a_folder_keeps_icon_and_pictures_of_help_and_loses_other_languages_of_qt() -> None:
    assert wanted("resources/packaging/casedesk.svg")
    shown = {step.picture for guide in guides().values() for step in guide.step if step.picture}
    assert shown
    assert all(wanted(f"resources/pictures/{one}") for one in shown)
    assert wanted("PySide6/Qt/translations/qtbase_en.qm")
    assert wanted("resources\\catalogues\\lists.toml")
    for name in (
        "resources/packaging/casedesk.desktop",
        "resources/translations/cy/LC_MESSAGES/casedesk.po",
        "PySide6/Qt/translations/qtbase_fi.qm",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "holidays\\locale\\fr\\LC_MESSAGES\\FR.mo",
    ):
        assert not wanted(name)


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries are those of Linux")
def test_a_library_goes_when_nothing_kept_asks_for_it(tmp_path: Path) -> None:
    import PySide6  # noqa: PLC0415 - its folder

    plugins = Path(PySide6.__path__[0], "Qt/plugins")
    (window,) = plugins.glob("platforms/libqxcb.so")
    entries = [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", str(window), "BINARY"),
        ("libxcb-image.so.0", str(tmp_path / "absent"), "BINARY"),
        ("libnobody.so.1", str(tmp_path / "absent"), "BINARY"),
    ]
    assert [name for name, _file, _kind in without_orphans(entries)] == [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "libxcb-image.so.0",
    ]
    assert stripped(entries, tmp_path) == entries  # a plug-in of a wheel is left as it is
