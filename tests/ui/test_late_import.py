"""A module that is only named takes no memory; whoever uses it finds all of it."""

import subprocess
import sys
from pathlib import Path

NAMED = """
import sys
from types import ModuleType
from ui.late_import import import_late

import_late(("csv", "no_such_module", "asyncio"), iscoroutine=bool)
import_late(("sys",))  # loaded: stays
import csv, asyncio
print("no_such_module" in sys.modules, type(sys) is ModuleType, type(csv) is ModuleType)
print("_csv" in sys.modules, asyncio.iscoroutine is bool, "asyncio.base_events" in sys.modules)
from csv import reader
print("_csv" in sys.modules, list(reader(["a,b"])))
print(callable(asyncio.run), asyncio.iscoroutine is bool, "asyncio.base_events" in sys.modules)
try:
    csv.no_such_thing
except AttributeError as error:
    print(error)
"""
OF_A_PACKAGE = """
from ui.late_import import import_late

import_late(("asyncio", "importlib.metadata"))
import importlib.metadata
print(importlib.metadata.version("sqlalchemy") > "2")
import asyncio.events
print(asyncio.events.AbstractEventLoop.__name__, callable(asyncio.run))
"""
AT_ONCE = """
import sys, threading
sys.path.insert(0, sys.argv[1])
from ui.late_import import import_late

import_late(("slow",))
import slow
found, ready = [], threading.Barrier(8)
def use(name):
    ready.wait()
    found.append(getattr(slow, name)())
names = ["early", "late"] * 4
threads = [threading.Thread(target=use, args=(name,)) for name in names]
[one.start() for one in threads], [one.join() for one in threads]
print(found)

import_late(("first",))
import first
ask, name_it = (lambda: first.x), (lambda: __import__("second"))
both = [threading.Thread(target=one) for one in (ask, name_it)]
[one.start() for one in both], [one.join(20) for one in both]
print([one.is_alive() for one in both])
"""
SLOW = """
import time
def early():
    return LATE
time.sleep(0.2)
LATE = 1
def late():
    return LATE
"""
FIRST = "import time; time.sleep(0.1); import second; x = 1"
SECOND = "import first, time; time.sleep(0.2); getattr(first, 'x', None)"


def run(script: str, *given: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", script, *given],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def test_a_late_module_is_loaded_whole_when_the_first_thing_in_it_is_asked_for() -> None:
    assert run(NAMED) == [
        "False True False",
        "False True False",
        "True [['a', 'b']]",
        "True True True",
        "module 'csv' has no attribute 'no_such_thing'",
    ]


def test_a_package_and_a_part_of_one_can_be_imported_by_their_names() -> None:
    assert run(OF_A_PACKAGE) == ["True", "AbstractEventLoop True"]


def test_threads_wait_until_all_of_it_is_there_and_never_for_each_other(tmp_path: Path) -> None:
    for name, text in (("slow", SLOW), ("first", FIRST), ("second", SECOND)):
        (tmp_path / f"{name}.py").write_text(text)
    assert run(AT_ONCE, str(tmp_path)) == ["[1, 1, 1, 1, 1, 1, 1, 1]", "[False, False]"]
