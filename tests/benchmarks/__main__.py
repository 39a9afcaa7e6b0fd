"""Prints the table of ratios; exit status 1 if one is missed."""

import importlib
import sys

from tests.benchmarks.measuring import HEAD

PARTS = ("starting", "at_100_000_cases", "importing", "window")  # "memory" only by name


def main() -> int:
    print(HEAD, flush=True)
    met = True
    wanted = sys.argv[1:] or PARTS
    for part in wanted:
        for result in importlib.import_module(f"tests.benchmarks.{part}").results():
            print(result.line(), flush=True)
            met = met and result.is_met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
