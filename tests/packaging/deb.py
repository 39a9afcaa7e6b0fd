"""Makes a Debian package of the one-folder program: `python -m tests.packaging.deb dist`.

The folder goes to /usr/lib/casedesk, the command to /usr/bin. What it needs of the system is read
from the files themselves; nothing that is bundled is asked for.
"""

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from PyInstaller.depend.bindepend import get_imports

from tests.packaging.icons import DRAWING, SIZES, draw_icon

ROOT = Path(__file__).parents[2]
PARTS = ROOT / "resources/packaging"
FOLDER, MAINTAINER = "usr/lib/casedesk", "The CaseDesk founders"
LIBRARIES = "-linux-gnu/lib"  # in /lib or /usr/lib, for whatever processor
# Loaded by name while the program runs, so no file asks for it by linking: what draws on a screen,
# where fonts are, what keys mean, and the place of icons.
ASKED_BY_NAME = (
    "libegl1", "libgl1", "fontconfig-config", "xkb-data", "libx11-data", "hicolor-icon-theme",
)  # fmt: skip


def make_package(dist: Path) -> Path:
    """Put `dist/casedesk` into a package beside it and return where.

    Raises:
        OSError: the program was not built.
        subprocess.CalledProcessError: a tool of Debian refused, and said why.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    kind = _said("dpkg", "--print-architecture")
    target = dist / f"casedesk_{project['version']}_{kind}.deb"
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch, "tree")
        shutil.copytree(dist / "casedesk", tree / FOLDER, symlinks=True)
        _add_parts(tree)
        _add_control(tree, project, kind, _needed(tree / FOLDER))
        _set_rights(tree)
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zzstd", "--build", tree, target], check=True
        )
    return target


def _add_parts(tree: Path) -> None:
    """Add the command, the desktop entry, icons, file type, manual page and licences."""
    share = tree / "usr/share"
    for source, place in (
        (PARTS / "casedesk.desktop", "applications/casedesk.desktop"),
        (PARTS / "casedesk.mime.xml", "mime/packages/casedesk.xml"),
        (PARTS / "casedesk.metainfo.xml", "metainfo/casedesk.metainfo.xml"),
        (DRAWING, "icons/hicolor/scalable/apps/casedesk.svg"),
    ):
        _copy(source, share / place)
    for size in SIZES:
        draw_icon(share / f"icons/hicolor/{size}x{size}/apps/casedesk.png", size)
    _pack(PARTS / "casedesk.1", share / "man/man1/casedesk.1.gz")
    _pack(ROOT / "CHANGELOG.md", share / "doc/casedesk/changelog.gz")
    _copy(PARTS / "copyright", share / "doc/casedesk/copyright")
    command = tree / "usr/bin/casedesk"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/casedesk/casedesk")


def _needed(folder: Path) -> str:
    """Return the packages of the system whose libraries the program asks for and does not bring.

    Raises:
        OSError: a library is neither bundled nor on this computer.
    """
    files = [path for path in folder.rglob("*") if _is_linked(path)]
    bundled = {path.name for path in folder.rglob("*")}
    asked = {Path(name).name: found for path in files for name, found in get_imports(str(path))}
    absent = sorted(name for name, found in asked.items() if not (found or name in bundled))
    if absent:
        raise OSError(f"neither bundled nor on this computer: {', '.join(absent)}")
    packages = {_package_of(name) for name in asked if name not in bundled}
    libc = _said("dpkg-query", "-W", "-f=${Version}", "libc6").partition("-")[0]
    return ", ".join(sorted({*packages, *ASKED_BY_NAME} - {"libc6"} | {f"libc6 (>= {libc})"}))


def _package_of(library: str) -> str:
    """Return the package that brings a library to its usual place."""
    lines = _said("dpkg", "--search", f"*/{library}").splitlines()
    (package, *_others) = (line.partition(":")[0] for line in lines if LIBRARIES in line)
    return package


def _is_linked(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _add_control(tree: Path, project: dict[str, str], kind: str, needed: str) -> None:
    size = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    lines = (
        "Package: casedesk",
        f"Version: {project['version']}",
        f"Architecture: {kind}",
        f"Maintainer: {MAINTAINER}",
        f"Installed-Size: {size}",
        f"Depends: {needed}",
        "Section: misc",
        "Priority: optional",
        f"Description: {project['description'].partition(',')[0]}",
        " Referrals, cases, meetings, actions and the law's deadlines of a community-safety",
        " partnership, in one encrypted file on one computer. Works without a network.",
    )
    control = tree / "DEBIAN/control"
    control.parent.mkdir()
    control.write_text("\n".join(lines) + "\n")


def _set_rights(tree: Path) -> None:
    """Let everybody read and nobody change, whatever the rights here are."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _pack(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), mtime=0))


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    print(make_package(Path(sys.argv[1])))
