"""A published form."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services.sample_conversations import Cast
from tui_app.domain.records.template import Template
from tui_app.services.administration import templates


@pytest.fixture
def published(cast: Cast, now: datetime) -> Template:
    """The form in use."""
    return templates.get(cast.administrator, now, cast.template_id)[0]
