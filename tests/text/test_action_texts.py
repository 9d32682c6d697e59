"""Two people edited one action: each field that can be edited is compared in words."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest
from msgspec.structs import replace

from tui_app.domain.actions.changes import ActionFields, EditAction
from tui_app.domain.records.action import Action
from tui_app.text.actions import action_summary, changes_summary

DAY = date(2026, 11, 23)
ACTION = Action(1, 2, "Ola", "Take a course", 2, "Ola", DAY, DAY)
EDITED: dict[str, dict[str, object]] = {
    "text": {"text": "Take two courses"},
    "responsible_id": {"responsible_id": 3, "responsible_name": "Kari"},
    "goal_id": {"goal_id": 4, "goal_text": "Know more"},
}
"""Each field that can be edited, with another value of it and the name that belongs to the value."""


@pytest.mark.parametrize("name", ActionFields.__annotations__)
def test_a_conflict_shows_every_field_that_can_be_edited(name: str) -> None:
    edited = EDITED[name]
    fields = cast(ActionFields, {name: edited[name]})
    assert changes_summary(ACTION, [EditAction(fields)])
    assert action_summary(replace(ACTION, **edited)) != action_summary(ACTION)
