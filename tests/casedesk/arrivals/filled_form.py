"""The referral form as a partner's program saves it, filled in."""

import io
from collections.abc import Mapping

import pypdf


def filled_form(empty: bytes, typed: Mapping[str, str]) -> bytes:
    """Return the form with these answers by field; "/Yes" sets a tick."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(empty))
    writer.update_page_form_field_values(None, dict(typed), auto_regenerate=True)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
