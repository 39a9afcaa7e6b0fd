"""What of PyInstaller's findings belongs into the one-folder program.

PyInstaller takes every plug-in of Qt, and with each all it can be linked to: the GTK theme alone
brings 40 libraries. Left out is what CaseDesk never asks for; then every library that nothing kept
asks for any more. `casedesk --self-check` tells whether something is missing.
"""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePath

from PyInstaller.depend.bindepend import get_imports

Entry = tuple[str, str, str]  # name in the folder, file, kind; as PyInstaller keeps them

# Modules. `ssl`: CaseDesk sends nothing anywhere. `sqlite3`: records are opened by SQLCipher alone.
EXCLUDED = (
    "tkinter", "matplotlib", "setuptools", "pip", "ssl", "sqlite3", "pdb", "pydoc", "doctest",
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtPdf",
    "sqlalchemy.testing", "alembic.testing",  # their other dialects alembic imports by itself
    "numpy.f2py", "numpy.testing", "numpy.random", "numpy.distutils",
    "PIL._avif", "PIL._imagingcms", "PIL._imagingtk", "PIL.ImageTk", "PIL.ImageQt",
    "lxml.objectify", "lxml.html", "lxml.isoschematron",
)  # fmt: skip
# Parts of names: plug-ins of Qt and what they bring, data that only sources and tests need.
UNWANTED = (
    "Qt6Quick", "Qt6Qml", "Qt6Pdf", "Qt6VirtualKeyboard", "Qt6Network", "Qt6OpenGLWidgets",
    "libqgtk3", "egldeviceintegrations", "Qt6EglF", "libqeglfs", "libqlinuxfb", "libqvnc",
    "vkkhrdisplay", "libqminimal", "libqpdf", "networkinformation", "tls/", "qtvirtualkeyboard",
    "wayland-graphics-integration-server", "plugins/generic",
    "docx/templates/default-docx-template", "numpy/random", "lxml/objectify", "lxml/includes",
    "PIL/_avif", "PIL/_imagingcms", "PIL/_imagingtk", "PIL/_imagingft",
    "resources/packaging/casedesk.", "/tests/", "_ssl.",
    "lib-dynload/_sqlite3", "lib-dynload/_test", "lib-dynload/_tkinter", "lib-dynload/readline",
    "lib-dynload/_curses",
)  # fmt: skip
KEPT_ALL_THE_SAME = ("resources/packaging/casedesk.svg",)  # the icon of the window


def wanted(name: str) -> bool:
    """Say whether a file belongs into the folder."""
    name = name.replace("\\", "/")
    if name in KEPT_ALL_THE_SAME:
        return True
    if "translations/qt" in name:
        return "qtbase_en" in name
    if "holidays/locale/" in name:
        return "/en_GB/" in name
    if name.endswith((".po", ".pyx", ".pxd", ".pyi", ".pxi")):
        return False
    return not any(unwanted in name for unwanted in UNWANTED)


def without_orphans(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out libraries that nothing asks for; modules and plug-ins are asked for by name.

    A link to a library is an entry of its own and stays as long as its library.
    """
    found = list(entries)
    asks = {entry[0]: _asked_by(Path(entry[1])) for entry in found}
    kept = {entry[0] for entry in found if not _is_library(entry)}
    reached: set[str] = set()
    while kept != reached:  # not the other way round: two libraries may ask for each other
        reached = set(kept)
        asked = {name for entry in reached for name in asks[entry]}
        kept |= {entry[0] for entry in found if _file_name(entry) in asked}
    return [entry for entry in found if entry[0] in kept]


def stripped(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """Take the symbols for debuggers out of Python and its extension modules.

    Libraries that a wheel brought are left as they are: their layout was changed when they were
    put into it, and not every one survives a second change.
    """
    if shutil.which("strip") is None:
        return list(entries)
    return [_stripped(entry, folder) if _may_be_stripped(entry) else entry for entry in entries]


def _stripped(entry: Entry, folder: Path) -> Entry:
    name, source, kind = entry
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    done = subprocess.run(["strip", "--strip-unneeded", str(target)], check=False)
    return (name, str(target), kind) if done.returncode == 0 else entry


def _may_be_stripped(entry: Entry) -> bool:
    name, source, _kind = entry
    is_module = ".cpython-" in name and name.endswith(".so")
    is_python = PurePath(name).name.startswith("libpython")
    return (is_module or is_python) and not Path(source).is_symlink()


def _is_library(entry: Entry) -> bool:
    """Tell whether something is found by linking alone: no module, no plug-in of Qt."""
    name, _source, kind = entry
    path = PurePath(name)
    beside = len(path.parts) == 1 or path.parts[0].endswith(".libs")
    return kind == "BINARY" and ".so" in path.name and beside and "libpython" not in path.name


def _file_name(entry: Entry) -> str:
    return PurePath(entry[0]).name


def _asked_by(file: Path) -> set[str]:
    if not file.is_file():  # a link, made by PyInstaller
        return {file.name}
    return {PurePath(name).name for name, _found in get_imports(str(file))}
