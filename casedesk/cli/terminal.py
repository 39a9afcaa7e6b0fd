"""What the command line says: the one place that writes to the terminal.

Names come from files and arguments that anybody may have made. Signs that a terminal
would act on, or that turn the direction of writing, are shown by their numbers.
"""

import json
import re
import sys
import unicodedata
from argparse import ArgumentParser
from typing import Any, NoReturn, TextIO

from casedesk.workspace.file_layout import UNSEEN

_LONG_WORD = re.compile(r"(\S{100})\S{100,}")


def printable(text: str) -> str:
    """Return `text` as one line in which every sign can be seen, very long words cut."""
    shown = "".join(
        sign if unicodedata.category(sign) not in UNSEEN else sign.encode("unicode_escape").decode()
        for sign in text
    )
    return _LONG_WORD.sub(r"\1…", shown)


def say(*lines: str) -> None:
    """Write lines to standard output."""
    _write(sys.stdout, lines)


def say_json(value: Any, *, indent: int | None = None) -> None:
    """Write one JSON value and nothing else to standard output."""
    sys.stdout.write(json.dumps(value, indent=indent) + "\n")


def complain(sentence: str) -> None:
    """Write one sentence to standard error, after the program's name."""
    _write(sys.stderr, [f"casedesk: {' '.join(sentence.split())}"])


class Parser(ArgumentParser):
    """Reads the command line; what it repeats of a wrong one can be seen."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line and end with status 2."""
        super().error(printable(message))


def _write(stream: TextIO, lines: tuple[str, ...] | list[str]) -> None:
    encoding = stream.encoding or "utf-8"
    for line in lines:
        shown = printable(line).encode(encoding, "backslashreplace").decode(encoding)
        stream.write(shown + "\n")
