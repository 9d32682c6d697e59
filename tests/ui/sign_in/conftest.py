"""A clock, and two people who sign in."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services.hasher import HASHER, OTHER_PASSWORD, PASSWORD
from tests.services.sample_conversations import Cast, cast_of
from tests.ui.sign_in.shared_computer import Clock
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import passwords


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """Lise leads Ola; both have a secret."""
    found = cast_of(kari, now)
    for viewer, secret in ((found.leader, PASSWORD), (found.employee, OTHER_PASSWORD)):
        passwords.choose_password(viewer, now, HASHER, "", secret)
    return found
