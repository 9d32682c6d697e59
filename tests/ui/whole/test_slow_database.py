"""A slow database: the keyboard stays free, the screen shows the wait, and nothing is done twice."""

from __future__ import annotations

from asyncio import CancelledError, sleep
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.ui.screens import InlineExecutor, press, running, screen_text, setup_for, write
from tests.ui.whole.slow import until
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.people import goals, people, person_page
from tui_app.storage.addresses import SqliteAddress
from tui_app.ui.executor import ThreadExecutor
from tui_app.ui.widgets.record_list import RecordList


@contextmanager
def held(address: SqliteAddress, *, reads_too: bool) -> Iterator[Callable[[], None]]:
    """Another connection has the database to itself until it is let go; whoever asks meanwhile waits."""
    other = address.open(one_connection=True)
    other.connect()
    if reads_too:
        other.execute_sql("pragma locking_mode = exclusive")
        other.execute_sql("begin exclusive")
    else:
        other.execute_sql("begin immediate")

    def let_go() -> None:
        if not other.is_closed():
            other.execute_sql("rollback")
            other.close()

    try:
        yield let_go
    finally:
        let_go()


def works(pilot: Pilot[str]) -> bool:
    return "working…" in screen_text(pilot)


def agree(viewer: Viewer, now: datetime, person: Person, text: str) -> int:
    values = {"text": text, "responsible_id": person.id, "due": date(2026, 11, 27)}
    return actions.add(viewer, now, person.id, validate_draft(ActionDraft, values)).subject_id


async def test_a_start_shows_the_frame_and_then_the_team(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    with held(database, reads_too=True) as let_go:
        async with running(setup_for(kari, now, tmp_path, executor=ThreadExecutor())) as pilot:
            await until(pilot, lambda: works(pilot))
            assert "Ola Hansen" not in screen_text(pilot)
            await press(pilot, "f1")
            assert "Keys" in screen_text(pilot)
            await press(pilot, "escape")
            let_go()
            await until(pilot, lambda: "Ola Hansen" in screen_text(pilot) and not works(pilot))


async def test_keys_work_on_what_is_there_while_it_is_read_anew(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path, executor=ThreadExecutor())) as pilot:
        await until(pilot, lambda: "Per Berg" in screen_text(pilot) and not works(pilot))
        listed = pilot.app.screen.query_one(RecordList)
        first = listed.value
        with held(database, reads_too=True) as let_go:
            await press(pilot, "f5", "j")
            assert listed.value != first
            await until(pilot, lambda: works(pilot))
            await press(pilot, "slash")
            await write(pilot, "ber")
            assert "Per Berg" in screen_text(pilot)
            assert "Ola Hansen" not in screen_text(pilot)
            await press(pilot, "escape", "f1")
            assert "Keys" in screen_text(pilot)
            await press(pilot, "escape", "2", "w")
            assert "My team's" in screen_text(pilot)
            await until(pilot, lambda: works(pilot))
            let_go()
            await until(pilot, lambda: "Ta kurs" in screen_text(pilot) and not works(pilot))


async def test_a_slow_tick_is_done_once_however_often_it_is_pressed(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    ticked = agree(kari, now, ola, "Ta kurs")
    agree(kari, now, ola, "Møte mentor")
    async with running(setup_for(kari, now, tmp_path, executor=ThreadExecutor())) as pilot:
        await until(pilot, lambda: "Ola Hansen" in screen_text(pilot))
        await press(pilot, "enter")
        await until(pilot, lambda: "Møte mentor" in screen_text(pilot) and not works(pilot))
        with held(database, reads_too=False) as let_go:
            await press(pilot, "space", "space")
            await until(pilot, lambda: works(pilot))
            await press(pilot, "j")
            current = pilot.app.screen.query_one(RecordList).selected(Action)
            assert current is not None
            assert current.id != ticked
            let_go()
            await until(pilot, lambda: "Actions (1)" in screen_text(pilot) and not works(pilot))
        assert "Changed by someone else" not in screen_text(pilot)
    story = actions.history_of(kari, now, ticked)
    assert [change.kind for change in story] == [ChangeKind.STATUS, ChangeKind.CREATED]
    assert actions.get(kari, now, ticked).status is ActionStatus.DONE


async def test_a_key_after_ones_own_slow_one_finds_nobody_in_its_way(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    action_id = agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path, executor=ThreadExecutor())) as pilot:
        await until(pilot, lambda: "Ola Hansen" in screen_text(pilot))
        await press(pilot, "enter")
        await until(pilot, lambda: "Ta kurs" in screen_text(pilot) and not works(pilot))
        await press(pilot, "enter")
        await until(pilot, lambda: "History" in screen_text(pilot) and not works(pilot))
        with held(database, reads_too=False) as let_go:
            await press(pilot, "s", "space")
            let_go()
            await until(pilot, lambda: "marked it done" in screen_text(pilot) and not works(pilot))
        assert "Changed by someone else" not in screen_text(pilot)
    assert actions.get(kari, now, action_id).status is ActionStatus.DONE


async def test_a_form_saved_slowly_stays_until_it_is_saved_and_is_saved_once(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    async with running(setup_for(kari, now, tmp_path, executor=ThreadExecutor())) as pilot:
        await until(pilot, lambda: "Ola Hansen" in screen_text(pilot))
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await press(pilot, "tab")
        await write(pilot, "fredag")
        with held(database, reads_too=False) as let_go:
            await pilot.press("ctrl+s", "ctrl+s")
            await until(pilot, lambda: works(pilot))
            await press(pilot, "escape", "ctrl+s")
            assert "New action for Ola Hansen" in screen_text(pilot)
            let_go()
            await until(pilot, lambda: "New action for" not in screen_text(pilot) and not works(pilot))
        assert [action.text for action in actions.checklist(kari, now, ChecklistScope.TEAM)] == ["Ta kurs"]


async def test_what_is_typed_ahead_goes_where_it_was_meant(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    goals.add(kari, now, ola.id, validate_draft(GoalDraft, {"text": "Lede et prosjekt", "kind": GoalKind.WORK}))
    async with running(setup_for(kari, now, tmp_path, executor=ThreadExecutor())) as pilot:
        await until(pilot, lambda: "Ola Hansen" in screen_text(pilot))
        with held(database, reads_too=True) as let_go:
            await pilot.press("a", "u", "t")
            await write(pilot, "veksle")
            await until(pilot, lambda: "utveksle" in screen_text(pilot))
            let_go()
            await until(pilot, lambda: "Supports goal" in screen_text(pilot))
        assert "utveksle" in screen_text(pilot)


class StuckPulse:
    """Somebody else's changes cannot be asked about until the database answers again."""

    def __init__(self) -> None:
        self.asked = Event()
        self.answers = Event()

    def changed(self) -> bool:
        self.asked.set()
        return self.answers.wait(30) and False

    def close(self) -> None:
        self.answers.set()


async def test_looking_for_other_peoples_changes_never_takes_the_place_of_ones_own_keys(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_app.ui.app.REFRESH_SECONDS", 0.05)
    change_source = StuckPulse()
    async with running(
        setup_for(kari, now, tmp_path, executor=ThreadExecutor(threads=2), change_source=change_source)
    ) as pilot:
        await until(pilot, change_source.asked.is_set)
        await pilot.pause(0.2)
        await press(pilot, "2")
        await until(pilot, lambda: "You have no actions" in screen_text(pilot))


async def test_one_may_leave_while_it_is_still_read(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    executor = ThreadExecutor()
    async with running(setup_for(kari, now, tmp_path, executor=executor)) as pilot:
        await until(pilot, lambda: "Ola Hansen" in screen_text(pilot))
        with held(database, reads_too=True) as let_go:
            await press(pilot, "f5")
            await until(pilot, lambda: works(pilot))
            pilot.app.exit()
            let_go()
    assert pilot.app.return_code == 0
    with pytest.raises(CancelledError):
        await executor(person_page.get, kari, now, ola.id)


class SlowExecutor(InlineExecutor):
    """Answers after a third of a second, as a busy machine does."""

    async def __call__(self, use_case: Callable[..., Any], *args: object) -> Any:
        """Run `use_case(*args)` a little later."""
        await sleep(0.35)
        return use_case(*args)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (("7", "enter"), "You get a closed question"),
        (("enter",), "Goals and conversations"),
        (("4", "a", "b"), "New action"),
        (("2", "slash", "k"), "/ k"),
    ],
)
async def test_keys_wait_for_the_first_read_of_a_screen(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, keys: tuple[str, ...], shown: str
) -> None:
    """On the empty screen they would do nothing, and the letters after them something else."""
    agree(kari, now, ola, "Kurs")
    async with running(setup_for(kari, now, tmp_path, executor=SlowExecutor()), (80, 24)) as pilot:
        for key in keys:
            await pilot.press(key)
        await until(pilot, lambda: shown in screen_text(pilot))
