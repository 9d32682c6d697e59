"""The employee, signed in."""

from __future__ import annotations

import pytest

from tests.conftest import viewer_of
from tui_app.domain.records.person import Person, Viewer


@pytest.fixture
def employee(ola: Person) -> Viewer:
    """Ola, signed in."""
    return viewer_of(ola)
