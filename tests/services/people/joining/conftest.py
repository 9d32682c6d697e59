"""Everybody, and something of every kind about Ola."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services.access.world import World, world
from tui_app.domain.records.person import Viewer


@pytest.fixture
def at(kari: Viewer, now: datetime) -> World:
    return world(kari, now)
