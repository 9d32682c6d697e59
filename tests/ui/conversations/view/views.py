"""A conversation with questions of every kind, as one of the two sees it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot

from tests.ui.screens import press, running, screen_text, settled, setup_for, shows
from tui_app.domain.forms.form import Form, Option, Question, QuestionKind, Respondent, Scale, Section
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.person import Viewer
from tui_app.ui.messages import OpenConversation

FORM = Form(
    "yearly",
    ConversationKind.YEARLY,
    {"en": "Development conversation"},
    (
        Section(
            "work",
            {"en": "Work"},
            20,
            (
                Question("proud", {"en": "What are you proud of?"}, required=True),
                Question("praise", {"en": "What do you value?"}, who=Respondent.LEADER),
            ),
        ),
        Section(
            "kinds",
            {"en": "Kinds"},
            10,
            (
                Question(
                    "well", {"en": "How well?"}, QuestionKind.SCALE, scale=Scale(1, 5, {"en": "bad"}, {"en": "good"})
                ),
                Question("yes", {"en": "Is it so?"}, QuestionKind.YES_NO),
                Question(
                    "one",
                    {"en": "Which one?"},
                    QuestionKind.ONE_OF,
                    options=(Option("a", {"en": "Apple"}), Option("b", {"en": "Bread"})),
                ),
                Question(
                    "some",
                    {"en": "Which of these?"},
                    QuestionKind.SEVERAL_OF,
                    options=(Option("a", {"en": "Apple"}), Option("b", {"en": "Bread"})),
                ),
                Question("day", {"en": "Which day?"}, QuestionKind.DATE),
            ),
        ),
    ),
)


@asynccontextmanager
async def view_of(
    viewer: Viewer, talk: int, now: datetime, folder: Path, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Pilot[str]]:
    """The view of one of them."""
    async with running(setup_for(viewer, now, folder), size) as pilot:
        pilot.app.ctx.open(OpenConversation(talk))  # type: ignore[attr-defined]
        await settled(pilot)
        await settled(pilot)
        yield pilot


async def go(pilot: Pilot[str], words: str) -> None:
    """Put the cursor on a page or a step of the list to the left and open it."""
    await shows(pilot, words)
    pages_list = pilot.app.screen.query_one("#view-pages")
    pages_list.focus()
    await press(pilot, "home")
    for _ in range(20):
        option = pages_list.highlighted_option  # type: ignore[attr-defined]
        if option is not None and words in option.prompt.content(40).plain:
            await press(pilot, "enter")
            await settled(pilot)
            return
        await press(pilot, "down")
    raise AssertionError(f"no page or step {words!r}:\n{screen_text(pilot)}")
