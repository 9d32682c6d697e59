"""A planned conversation."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services.sample_conversations import Cast, planned


@pytest.fixture
def conversation_id(cast: Cast, now: datetime) -> int:
    """A planned conversation."""
    return planned(cast, now)
