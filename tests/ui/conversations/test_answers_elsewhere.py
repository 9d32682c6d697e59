"""One person prepares the same conversation at two terminals: the newer answer is shown, and never overwritten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.ui.questions import question_of_each_kind
from tests.ui.screens import press, running, settled, setup_for, shows
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.form import Form, Option, QuestionKind, Section
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning, preparation
from tui_app.ui.messages import OpenConversation

OPTIONS = (Option("a", {"en": "Apple"}), Option("b", {"en": "Bread"}))
QUESTIONS = question_of_each_kind(OPTIONS, 1, 5)
ANSWERS: dict[QuestionKind, tuple[Answer, Answer]] = {
    QuestionKind.TEXT: ("Before", "After"),
    QuestionKind.ONE_OF: ("a", "b"),
    QuestionKind.SEVERAL_OF: (["a"], ["a", "b"]),
    QuestionKind.SCALE: (2, 4),
    QuestionKind.YES_NO: (True, False),
    QuestionKind.DATE: ("2026-12-01", "2026-12-24"),
}
"""The answer that is open here, and the newer one from the other terminal."""
FORM = Form(
    "yearly",
    ConversationKind.YEARLY,
    {"en": "Development conversation"},
    (Section("work", {"en": "Work"}, 20, tuple(QUESTIONS.values())),),
)


@pytest.fixture
def employee(ola: Person) -> Viewer:
    return Viewer(ola.id, ola.name)


@pytest.fixture
def conversation_id(kari: Viewer, ola: Person, now: datetime) -> int:
    """A planned conversation with a question of each kind."""
    (template,) = templates.install_shipped(kari, now, [FORM])
    draft = validate_draft(
        ConversationPlanDraft, {"template_id": template.id, "on": date(2026, 11, 26), "at": "9", "place": "Room 2"}
    )
    return planning.plan(kari, now, ola.id, draft).subject_id


@asynccontextmanager
async def page_open(viewer: Viewer, conversation_id: int, now: datetime, folder: Path) -> AsyncIterator[Pilot[str]]:
    """The application with the conversation open, on the page where the person answered last."""
    async with running(setup_for(viewer, now, folder), (100, 40)) as pilot:
        pilot.app.ctx.open(OpenConversation(conversation_id))  # type: ignore[attr-defined]
        await shows(pilot, "Prepare.")
        await shows(pilot, "Which day?")
        yield pilot


def stored_answer(viewer: Viewer, now: datetime, conversation_id: int, key: str) -> Answer:
    return conversation_view.get_view(viewer, now, conversation_id).my_preparation.answers[key].value


@pytest.mark.parametrize("kind", QuestionKind)
async def test_an_answer_from_another_terminal_is_shown_and_stays(
    kind: QuestionKind, employee: Viewer, conversation_id: int, now: datetime, tmp_path: Path
) -> None:
    key, (before, after) = QUESTIONS[kind].key, ANSWERS[kind]
    first = preparation.save_answer(employee, now, conversation_id, key, before, 0)
    async with page_open(employee, conversation_id, now, tmp_path) as pilot:
        field = pilot.app.screen.query_one(f"#q-{key}")
        preparation.save_answer(employee, now, conversation_id, key, after, first.version)
        pilot.app.refresh_screens()  # type: ignore[attr-defined]
        await settled(pilot)
        pilot.app.set_focus(field)
        await press(pilot, "tab")
        await pilot.app.screen.flush()  # type: ignore[attr-defined]
        assert stored_answer(employee, now, conversation_id, key) == after
        assert field.answer == after  # type: ignore[attr-defined]
