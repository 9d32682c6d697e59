"""Saved texts and answers with their version."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tui_app.domain.forms.answers import Answer


class Versioned(Struct, frozen=True):
    """A saved text or answer.

    Attributes:
        value: what was written.
        version: rises with each save, and never comes twice, even if the text was deleted in between. A save names the
            version it is based on, 0 if there was none.
        at: when it was last saved.
    """

    value: Answer
    version: int
    at: datetime
