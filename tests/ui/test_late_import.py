"""A module that is only named takes no memory; whoever uses it finds all of it."""

import subprocess
import sys

SCRIPT = """
import sys, threading
from types import ModuleType
from ui.late_import import import_late

import_late(("csv", "wave", "no_such_module"))
import_late(("asyncio",), iscoroutine=bool)
import_late(("sys",))  # loaded: stays
import csv, wave, asyncio
print("no_such_module" in sys.modules, type(sys) is ModuleType, type(csv) is ModuleType)
print("_csv" in sys.modules, asyncio.iscoroutine is bool, "asyncio.events" in sys.modules)
from csv import reader
print("_csv" in sys.modules, list(reader(["a,b"])))
found, ready = [], threading.Barrier(8)
def use():
    ready.wait()
    found.append(wave.open.__name__ + wave.Wave_write.__name__)
threads = [threading.Thread(target=use) for _one in range(8)]
[one.start() for one in threads], [one.join() for one in threads]
print(len(found), set(found))
print(callable(asyncio.run), asyncio.iscoroutine is bool, "asyncio.events" in sys.modules)
try:
    csv.no_such_thing
except AttributeError as error:
    print(error)
"""


def test_a_late_module_is_loaded_whole_when_the_first_thing_in_it_is_asked_for() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.stdout.splitlines() == [
        "False True False",
        "False True False",
        "True [['a', 'b']]",
        "8 {'openWave_write'}",
        "True False True",
        "module 'csv' has no attribute 'no_such_thing'",
    ], ran.stderr
