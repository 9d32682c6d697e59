"""What others change appears by itself, and screens that show nothing of it read nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.services.sample_conversations import Cast, cast_of, held, planned
from tests.ui.screens import press, running, setup_for, shows
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.conversations import planning, preparation, topics
from tui_app.services.follow_up import follow_ups, requests
from tui_app.services.minutes import amendments, comments, drafting, signing, submission
from tui_app.services.people import goals
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.changes.monitor import ChangeMonitor
from tui_app.storage.database import reading
from tui_app.storage.tables import registry as tables
from tui_app.ui.widgets.data_screen import DataScreen


@pytest.fixture
def cast(database: SqliteAddress, kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


def add_action(by: Viewer, now: datetime, person: Viewer, responsible: Viewer, days: int = 7) -> int:
    values = {"text": "Kurs", "responsible_id": responsible.id, "due": now.date() + timedelta(days=days)}
    return actions.add(by, now, person.id, validate_draft(ActionDraft, values)).subject_id


def version(action_id: int) -> ActionVersion:
    with reading():
        return ActionVersion(action_id, tables.Action.get_by_id(action_id).version)


Change = Callable[[Cast, datetime], object]
CHANGES: dict[str, Change] = {
    "a new action": lambda cast, now: add_action(cast.leader, now, cast.employee, cast.employee),
    "an action for somebody else": lambda cast, now: add_action(cast.leader, now, cast.employee, cast.stranger),
    "an action of the leader": lambda cast, now: add_action(cast.employee, now, cast.employee, cast.leader),
    "a tick": lambda cast, now: actions.change(cast.stranger, now, [version(1)], SetStatus(ActionStatus.DONE)),
    "a comment": lambda cast, now: actions.comment(cast.leader, now, 1, "Bra"),
    "a reminder": lambda cast, now: acknowledgements.remind_responsible(cast.leader, now, 2),
    "a goal": lambda cast, now: goals.add(
        cast.leader, now, cast.employee.id, validate_draft(GoalDraft, {"text": "Mål", "kind": "work"})
    ),
    "a follow-up": lambda cast, now: follow_ups.record(
        cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {"note": "Bra"})
    ),
    "a request": lambda cast, now: requests.send(
        cast.employee, now, validate_draft(FollowUpRequestDraft, {"text": "Haster"})
    ),
    "a topic": lambda cast, now: topics.add(
        cast.employee, now, cast.employee.id, validate_draft(TopicDraft, {"text": "Turnus"})
    ),
    "a conversation": planned,
    "an answer that is shared": lambda cast, now: (
        preparation.save_answer(cast.employee, now, 1, "how", "Godt", 0),
        preparation.share(cast.employee, now, 1),
    ),
    "minutes": lambda cast, now: drafting.save_section(cast.employee, now, 2, "work", "Vi snakket", 0),
    "a start": lambda cast, now: planning.start(cast.leader, now, 1),
    "submitted minutes": lambda cast, now: submission.submit(cast.employee, now, 2, "nb"),
    "a comment on minutes": lambda cast, now: comments.save_comment(cast.leader, now, 2, "work", "Mer", 0),
    "returned minutes": lambda cast, now: signing.return_minutes(cast.leader, now, 2),
    "minutes submitted again": lambda cast, now: submission.submit(cast.employee, now, 2, "nb"),
    "signed minutes": lambda cast, now: signing.sign(cast.leader, now, 2),
    "an amendment": lambda cast, now: amendments.start(cast.employee, now, 2),
}
"""What happens elsewhere, by name."""
SCREENS = {"Team": "1", "Actions": "2", "the team's actions": "2w", "Conversations": "3", "My page": "4"}
"""A screen, and the keys that lead to it."""


@pytest.mark.parametrize("who", ["leader", "employee", "stranger"])
@pytest.mark.parametrize("screen", SCREENS)
async def test_a_change_reads_every_screen_on_which_it_can_be_seen(
    database: SqliteAddress, cast: Cast, now: datetime, tmp_path: Path, who: str, screen: str
) -> None:
    add_action(cast.leader, now, cast.employee, cast.stranger)
    add_action(cast.leader, now, cast.employee, cast.employee, days=-20)
    planned(cast, now)
    held(cast, now)
    monitor = ChangeMonitor(database)
    async with running(setup_for(getattr(cast, who), now, tmp_path)) as pilot:
        await press(pilot, *SCREENS[screen])
        monitor.changed()
        for name, change in CHANGES.items():
            before = await read(pilot)
            change(cast, now)
            people = monitor.changed()
            assert people is None or people, name
            front = pilot.app.screen
            assert isinstance(front, DataScreen)
            if await read(pilot) != before:
                assert people is None or front.is_about_any(people), f"{name} is not noticed on {screen}"
    monitor.close()


async def read(pilot: Pilot[str]) -> object:
    """What the screen in front would show now."""
    screen = pilot.app.screen
    assert isinstance(screen, DataScreen)
    data = await screen.fetch()
    await press(pilot)
    return data


async def test_a_change_on_another_page_reads_nothing(
    database: SqliteAddress, cast: Cast, now: datetime, tmp_path: Path
) -> None:
    monitor = ChangeMonitor(database)
    async with running(setup_for(cast.stranger, now, tmp_path, change_source=monitor)) as pilot:
        await press(pilot, "4")
        screen = pilot.app.screen
        assert isinstance(screen, DataScreen)
        monitor.changed()
        add_action(cast.leader, now, cast.employee, cast.employee)
        people = monitor.changed()
        assert people == frozenset({cast.employee.id})
        assert not screen.is_about_any(people)
        add_action(cast.leader, now, cast.stranger, cast.stranger)
        people = monitor.changed()
        assert people is not None
        assert screen.is_about_any(people)
        pilot.app.refresh_screens(people)  # type: ignore[attr-defined]
        await shows(pilot, "Kurs")
    monitor.close()
