"""The settings lie where platformdirs says, though they do not ask it before the first paint."""

from pathlib import Path

import platformdirs
import pytest

from casedesk.settings import settings_path


@pytest.mark.parametrize("given", [None, "", "elsewhere"])
def test_settings_lie_in_the_config_folder_of_the_computer(
    given: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if given is None:
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CONFIG_HOME", given and str(tmp_path / given))

    folder = Path(platformdirs.user_config_dir("CaseDesk", appauthor=False))

    assert settings_path() == folder / "settings.json"
