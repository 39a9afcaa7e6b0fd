"""The only place that knows where `resources/` is: in a checkout, a wheel or a packaged build."""

import sys
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Return the path of something in `resources/`; it need not exist."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).parent.parent
    return root.joinpath("resources", *parts)


def catalogue_paths(kind: str) -> list[Path]:
    """Return the TOML files of one catalogue folder such as `forums`, sorted by name."""
    return sorted(resource_path("catalogues", kind).glob("*.toml"))
