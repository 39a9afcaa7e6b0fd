"""PySide6's own modules are unpacked once, at set-up, and are those of the release installed."""

import json
import subprocess
import sys
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import shiboken6

from tests.packaging.unpacked import FOLDER, compiled_modules

UNPACKED = Path(shiboken6.__file__).resolve().parent / FOLDER
# What PySide6 has packed up, and where it took a module of it from.
PACKED = """
import json, sys
import PySide6.QtCore
packed = sys.modules["signature_bootstrap"].prepare_zipfile()[1].zfile
sources = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(".py")}
print(json.dumps([sys.modules["shibokensupport.signature.loader"].__file__, sources]))
"""


def test_the_unpacked_modules_are_used_and_are_those_of_this_release() -> None:
    assert UNPACKED.is_dir(), "`make setup` unpacks them"
    ran = subprocess.run(
        [sys.executable, "-c", PACKED], capture_output=True, text=True, check=True, timeout=60
    )
    loaded_from, sources = json.loads(ran.stdout)
    assert Path(loaded_from).is_relative_to(UNPACKED)
    assert len(sources) > 10
    for name, source in sources.items():
        # After a change of release: `rm .venv/ready`, then `make setup`.
        assert (UNPACKED / name).read_text(encoding="utf-8") == source, name


def test_the_package_holds_them_compiled_and_ready_to_be_taken_as_they_are(tmp_path: Path) -> None:
    entries = compiled_modules(tmp_path)
    sources = {Path(file).stem for file, _place in entries if file.endswith(".py")}
    compiled = [Path(file) for file, _place in entries if file.endswith(".pyc")]
    assert {file.name.partition(".")[0] for file in compiled} == sources
    assert "loader" in sources
    for file in compiled:
        head = file.read_bytes()[:8]
        assert head == MAGIC_NUMBER + bytes([1, 0, 0, 0])  # by its contents, never compared
    assert {Path(place).parts[:2] for _file, place in entries} == {("shiboken6", FOLDER)}
