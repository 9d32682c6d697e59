"""A published form."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.ui.administration.templates.forms import FORM
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.template import Template
from tui_app.services.administration import templates


@pytest.fixture
def short(kari: Viewer, now: datetime) -> Template:
    """A small form in use, the only one."""
    return templates.install_shipped(kari, now, [FORM])[0]
