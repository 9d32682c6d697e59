"""What one side of a conversation prepared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from tui_app.domain.conversations.versioned import Versioned


class Preparation(Struct, frozen=True):
    """What one side prepared.

    Attributes:
        answers: question key -> answer; empty for the other side until it is shared.
    """

    answers: Mapping[str, Versioned]
    shared_at: datetime | None = None
