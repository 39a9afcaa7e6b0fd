"""The only place that knows where `resources/` is: in a checkout, a wheel or a packaged build."""

import sys
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Return the path of something in `resources/`; it need not exist."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).parent.parent
    return root.joinpath("resources", *parts)
