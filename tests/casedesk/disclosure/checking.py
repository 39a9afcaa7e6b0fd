"""Checks a release that is given as file contents, so that a test can change them first."""

from collections.abc import Mapping, Sequence

from casedesk.disclosure.checker import CheckResult, check_published
from casedesk.disclosure.published import PublishedRelease
from casedesk.disclosure.release_files import PROOF, release_from_files
from casedesk.errors import PublicationRefusedError


def check_files(
    files: Mapping[str, bytes], earlier: Sequence[PublishedRelease] = ()
) -> CheckResult:
    """Check a release as `check_release` does a folder."""
    try:
        return check_published(release_from_files(files), files[PROOF], earlier)
    except PublicationRefusedError as wrong:
        return CheckResult(False, str(wrong))
