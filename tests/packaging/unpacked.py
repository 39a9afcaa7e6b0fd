"""PySide6's own modules, unpacked and compiled, for a program that can write no compiled ones.

PySide6 carries some modules packed up in a library and compiles them at each start. Where it finds
them in a folder `files.dir` it takes them from there. `make setup` has it write that folder.
"""

import compileall
import shutil
from pathlib import Path
from py_compile import PycInvalidationMode

import shiboken6

FOLDER = "files.dir"


def compiled_modules(work: Path) -> list[tuple[str, str]]:
    """Compile copies of the modules in `work`; return each with its folder in the program.

    Empty where the set-up has not unpacked them: the program then starts as slowly as without.
    """
    unpacked, copies = Path(shiboken6.__file__).parent / FOLDER, work / FOLDER
    if not unpacked.is_dir():
        return []
    shutil.rmtree(copies, ignore_errors=True)
    shutil.copytree(unpacked, copies, ignore=shutil.ignore_patterns("__pycache__"))
    # Whoever unpacks an installer gets other times: compiled modules are taken without comparing.
    compileall.compile_dir(copies, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    files = (file for file in copies.rglob("*.py*") if file.is_file())
    return [(str(file), str("shiboken6" / file.parent.relative_to(work))) for file in files]
