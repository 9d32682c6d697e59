"""Everything about an action, alone in a small application."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.ui.host import SIZES, DialogApp
from tests.ui.screens import links_on, press, screen_text
from tui_app.domain.actions.changes import EditAction, MoveDue, SetStatus
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.people import goals
from tui_app.text.i18n import using_language
from tui_app.ui.actions.action_details import ActionDetailsDialog


@pytest.fixture
def action(database: object, kari: Viewer) -> Action:
    """An action of the leader's own that was moved once and is in progress."""
    text = "[@click=app.quit]Take[/] a course"
    due = NOW.date() + timedelta(days=3)
    draft = validate_draft(ActionDraft, {"text": text, "responsible_id": kari.id, "due": due})
    action_id = actions.add(kari, NOW, kari.id, draft).subject_id
    for change in (MoveDue(NOW.date() + timedelta(days=10)), SetStatus(ActionStatus.STARTED)):
        actions.change(kari, NOW, [ActionVersion(action_id, actions.get(kari, NOW, action_id).version)], change)
    return actions.get(kari, NOW, action_id)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("Thursday 3 December 2026", "(moved once), first Thu", "in progress", "moved it from Thu to 3 Dec")),
        (
            "nb",
            ("torsdag 3. desember 2026", "(flyttet én gang), først tor", "i gang", "flyttet det fra tor til 3. des"),
        ),
    ],
)
async def test_who_does_what_by_when_and_what_happened(
    tmp_path: Path, kari: Viewer, action: Action, size: tuple[int, int], language: str, told: tuple[str, ...]
) -> None:
    with using_language(language):
        app = DialogApp(ActionDetailsDialog(action), folder=tmp_path, viewer=kari)
        async with app.run_test(size=size) as pilot:
            await press(pilot)
            text = screen_text(pilot)
            for words in ("[@click=app.quit]Take[/] a course", kari.name, *told):
                assert words in text
            assert links_on(pilot) == []


async def test_an_action_that_is_gone_closes_the_dialog(tmp_path: Path, kari: Viewer, action: Action) -> None:
    from msgspec.structs import replace

    app = DialogApp(ActionDetailsDialog(replace(action, id=action.id + 1)), folder=tmp_path, viewer=kari)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot)
        assert app.answers == [None]


async def test_a_long_value_goes_on_below_itself_not_below_its_label(
    tmp_path: Path, kari: Viewer, action: Action
) -> None:
    goal = {"text": "Ta sertifikat, fagbrev og mellomlederkurs " * 2, "kind": "development"}
    goal_id = goals.add(kari, NOW, kari.id, validate_draft(GoalDraft, goal)).subject_id
    actions.change(kari, NOW, [ActionVersion(action.id, action.version)], EditAction({"goal_id": goal_id}))
    app = DialogApp(ActionDetailsDialog(actions.get(kari, NOW, action.id)), folder=tmp_path, viewer=kari)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        lines = screen_text(pilot).splitlines()
        first = next(place for place, line in enumerate(lines) if "Ta sertifikat" in line)
        rest = lines[first + 1].strip(" │┃")
        assert rest
        assert lines[first + 1].index(rest) == lines[first].index("Ta sertifikat")
