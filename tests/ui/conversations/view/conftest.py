"""A conversation between Kari and Ola, planned, held and signed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.ui.conversations.view.views import FORM
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.administration import templates
from tui_app.services.conversations import planning
from tui_app.services.minutes import drafting, signing, submission


@pytest.fixture
def talk(kari: Viewer, ola: Person, now: datetime) -> int:
    """A planned conversation between Kari and Ola."""
    (template,) = templates.install_shipped(kari, now, [FORM])
    draft = validate_draft(
        ConversationPlanDraft, {"template_id": template.id, "on": date(2026, 11, 26), "at": "9", "place": "Room 2"}
    )
    return planning.plan(kari, now, ola.id, draft).subject_id


@pytest.fixture
def employee(ola: Person) -> Viewer:
    return Viewer(ola.id, ola.name)


@pytest.fixture
def held(kari: Viewer, talk: int, now: datetime) -> int:
    """The conversation has begun."""
    planning.start(kari, now, talk)
    return talk


@pytest.fixture
def signed(kari: Viewer, employee: Viewer, held: int, now: datetime) -> int:
    """The minutes are signed."""
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    submission.submit(employee, now, held, "en")
    signing.sign(kari, now, held)
    return held
