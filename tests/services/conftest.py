"""Fixtures of the tests of services."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services.sample_conversations import Cast, cast_of
from tui_app.domain.records.person import Viewer


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """Leader, employee, stranger and administrator, and a published form."""
    return cast_of(kari, now)
