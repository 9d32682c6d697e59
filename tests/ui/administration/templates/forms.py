"""A short form, and how the screens of forms are reached and read."""

from __future__ import annotations

from datetime import datetime

from textual.pilot import Pilot
from textual.widgets import Input

from tests.ui.screens import press, settled, write
from tui_app.domain.forms.form import Form, Question, Respondent, Section
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.person import Viewer
from tui_app.services.administration import templates
from tui_app.ui.forms.forms_screen import FormsScreen

FORM = Form(
    "short",
    ConversationKind.OTHER,
    {"en": "Short talk"},
    (
        Section("now", {"en": "Now"}, 10, (Question("how", {"en": "How is it?"}, required=True),)),
        Section(
            "ahead",
            {"en": "Ahead"},
            5,
            (
                Question("wish", {"en": "What do you wish?"}, who=Respondent.EMPLOYEE),
                Question("see", {"en": "What do you see?"}, who=Respondent.LEADER),
            ),
        ),
    ),
)


def stored(viewer: Viewer, now: datetime, key: str = "short") -> Form:
    """The newest version of a form."""
    return next(form for template, form in templates.all_versions(viewer, now) if template.key == key)


def layout(form: Form) -> list[tuple[str, list[str]]]:
    """Sections and questions in order, in English."""
    return [(one.title["en"], [question.text["en"] for question in one.questions]) for one in form.sections]


async def open_forms(pilot: Pilot[str]) -> None:
    """The list, through the palette as people reach it."""
    await press(pilot, "ctrl+p")
    await write(pilot, "forms")
    await pilot.pause(0.3)
    await press(pilot, "enter")
    await settled(pilot)
    assert isinstance(pilot.app.screen, FormsScreen)


async def retype(pilot: Pilot[str], text: str) -> None:
    """Something else in the field that has the focus; put there at once, since key by key takes its time."""
    field = pilot.app.focused
    assert isinstance(field, Input)
    field.value = text
    await settled(pilot)
