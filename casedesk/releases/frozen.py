"""Periods stay as they were first published: late records wait for the yearly revision.

Without this, one late record could be recovered from two publications that are each safe.
The ledger keeps the true counts of every cell it published, inside the encrypted file.
"""

import json
from collections.abc import Iterable, Mapping

from casedesk.disclosure.frame import Key
from casedesk.disclosure.spec import Spec
from casedesk.releases.compile import Compiled

Named = frozenset[tuple[str, str]]


def as_first_published(
    compiled: Compiled, ledger: Iterable[str]
) -> tuple[Mapping[Key, int | None], int]:
    """Return the counts with those published before in their place.

    Args:
        compiled: what the records say now.
        ledger: the counts of earlier publications as `counts_text` wrote them, oldest first.

    Returns:
        The counts to publish, and how many of them the records would now give differently.
    """
    before: dict[Named, int | None] = {}
    for text in ledger:
        for pairs, count in json.loads(text):
            before.setdefault(frozenset((name, code) for name, code in pairs), count)
    counts = {
        key: before.get(_named(compiled.spec, key), count) for key, count in compiled.counts.items()
    }
    return counts, sum(counts[key] != count for key, count in compiled.counts.items())


def counts_text(compiled: Compiled) -> str:
    """Return true counts for the ledger; they never leave the encrypted file."""
    return json.dumps(
        [[sorted(_named(compiled.spec, key)), count] for key, count in compiled.counts.items()]
    )


def _named(spec: Spec, key: Key) -> Named:
    return frozenset((d.name, code) for d, code in zip(spec.dims, key, strict=True) if code)
