"""What one side of a conversation prepared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.conversations.versioned import Versioned


@dataclass(frozen=True, slots=True)
class Preparation:
    """What one side prepared.

    Attributes:
        answers: question key -> answer; empty for the other side until it is shared.
    """

    answers: Mapping[str, Versioned]
    shared_at: datetime | None = None
