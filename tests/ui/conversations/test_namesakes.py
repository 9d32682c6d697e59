"""Two people of one name: the list of conversations, its titles and the palette tell them apart."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from tests.services.sample_conversations import cast_of, plan_draft, planned
from tests.ui.screens import press, running, setup_for, shows, write
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Viewer
from tui_app.services.conversations import planning
from tui_app.services.people import people
from tui_app.ui.messages import OpenConversation


async def test_each_is_told_from_the_other(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    cast = cast_of(kari, now)
    draft = {"name": cast.employee.name, "employee_number": "1002", "leader_id": cast.leader.id}
    other = people.add(kari, now, validate_draft(PersonDraft, draft))
    planned(cast, now)
    talk = planning.plan(cast.leader, now, other.id, plan_draft(cast)).subject_id
    async with running(setup_for(cast.leader, now, tmp_path)) as pilot:
        app: Any = pilot.app
        await press(pilot, "3")
        await shows(pilot, f"{other.name} (1002)")
        await shows(pilot, f"{other.name} ({cast.employee.id})")
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, f" {other.name} (1002)  Årssamtale")
        await press(pilot, "ctrl+p")
        await write(pilot, "ola")
        await shows(pilot, f"  {other.name} (1002)  ")
        await shows(pilot, f"{other.name} (1002): Årssamtale")
