"""TODO-DOC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.forms.answers import Answer


@dataclass(frozen=True, slots=True)
class Versioned:
    """One saved text or answer.

    Attributes:
        value: what was written.
        version: counts the savings; a saving names the version it was based on, 0 for the first.
        at: when it was saved last.
    """

    value: Answer
    version: int
    at: datetime
