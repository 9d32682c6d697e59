"""Changes of two people, undone in any order: what cannot be is refused, and undoing all leaves nothing behind."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.services.sample_conversations import Cast, plan_draft
from tui_app.domain.actions.changes import EditAction, SetStatus
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft, PauseDraft
from tui_app.domain.errors import DomainError
from tui_app.domain.follow_up.schedule import PauseKind
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Viewer
from tui_app.services import undo
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.change_stamp import Receipt
from tui_app.services.conversations import planning, topics
from tui_app.services.follow_up import follow_ups, requests, schedule
from tui_app.services.people import goals
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables

REFUSALS = {"undo_too_late", "undo_pause_overlaps", "undo_asked_again"}
UNDOABLE = (
    *(tables.Action, tables.Goal, tables.Conversation, tables.FollowUp, tables.Topic),
    *(tables.FollowUpRequest, tables.FollowUpSchedule, tables.Pause),
)
NEW_EACH_TIME = {"id", "version", "sequence", "uid"}
STEPS = 30

Rows = Mapping[str, list[dict[str, Any]]]


def stored() -> Rows:
    with reading(), bypassing_row_security():
        return {table.__name__: list(table.select().order_by(table.id).dicts()) for table in UNDOABLE}


def without_numbers(rows: Rows) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [{key: value for key, value in row.items() if key not in NEW_EACH_TIME} for row in found]
        for name, found in rows.items()
    }


class Changes:
    """Makes changes at random; each returns who made it, and its receipt."""

    def __init__(self, cast: Cast, now: datetime, chance: random.Random) -> None:
        self.cast, self.now, self.chance = cast, now, chance
        self.employee = cast.employee.id

    def one(self) -> tuple[Viewer, Receipt]:
        """Make one change.

        Raises:
            DomainError: it is refused.
        """
        rows = stored()
        either = self.chance.choice((self.cast.leader, self.cast.employee))
        makers: list[tuple[Viewer, Callable[[], Receipt]]] = [
            (either, lambda: self.new_action(either, rows)),
            (either, lambda: goals.add(either, self.now, self.employee, self.goal())),
            (either, lambda: self.new_topic(either)),
            (either, lambda: self.follow_up(either)),
            (either, lambda: acknowledgements.acknowledge_all(either, self.now, self.employee)),
            (self.cast.employee, self.ask),
            (self.cast.leader, self.pause),
            (self.cast.leader, lambda: planning.plan(self.cast.leader, self.now, self.employee, plan_draft(self.cast))),
        ]
        makers += [(either, lambda: self.change_actions(either, rows))] * 4 if rows["Action"] else []
        for table, maker in self.of_rows().items():
            if found := rows[table]:
                viewer, call = maker(either, self.chance.choice(found))
                makers.append((viewer, call))
        viewer, make = self.chance.choice(makers)
        return viewer, make()

    def of_rows(self) -> dict[str, Callable[[Viewer, dict[str, Any]], tuple[Viewer, Callable[[], Receipt]]]]:
        leader, now = self.cast.leader, self.now
        reason = validate_draft(ReasonDraft, {"reason": "Syk"})
        return {
            "Topic": lambda who, row: (who, lambda: topics.toggle_discussed(who, now, row["id"])),
            "Pause": lambda who, row: (
                leader,
                lambda: schedule.withdraw_pause(leader, now, row["id"], row["version"]),
            ),
            "FollowUpRequest": lambda who, row: (leader, lambda: requests.acknowledge(leader, now, row["id"])),
            "Conversation": lambda who, row: (
                leader,
                lambda: planning.cancel(leader, now, row["id"], row["version"], reason),
            ),
            "Goal": lambda who, row: (who, lambda: goals.edit(who, now, row["id"], row["version"], self.goal())),
        }

    def text(self) -> str:
        return f"{self.chance.random()}"

    def goal(self) -> GoalDraft:
        return validate_draft(GoalDraft, {"text": self.text(), "kind": GoalKind.DEVELOPMENT})

    def new_topic(self, viewer: Viewer) -> Receipt:
        return topics.add(viewer, self.now, self.employee, validate_draft(TopicDraft, {"text": self.text()}))

    def follow_up(self, viewer: Viewer) -> Receipt:
        return follow_ups.record(viewer, self.now, self.employee, validate_draft(FollowUpDraft, {"note": self.text()}))

    def ask(self) -> Receipt:
        return requests.send(self.cast.employee, self.now, validate_draft(FollowUpRequestDraft, {"text": self.text()}))

    def pause(self) -> Receipt:
        first = self.now.date() + timedelta(self.chance.randint(0, 20))
        days = {"first": first, "last": first + timedelta(self.chance.randint(0, 9)), "kind": PauseKind.LEAVE}
        return schedule.add_pause(
            self.cast.leader, self.now, self.employee, validate_draft(PauseDraft, days), is_team=False
        )

    def new_action(self, viewer: Viewer, rows: Rows) -> Receipt:
        values = {"text": self.text(), "responsible_id": self.employee, "due": self.now.date()}
        goal = self.chance.choice([None, *(row["id"] for row in rows["Goal"])])
        return actions.add(viewer, self.now, self.employee, validate_draft(ActionDraft, values | {"goal_id": goal}))

    def change_actions(self, viewer: Viewer, rows: Rows) -> Receipt:
        some = self.chance.sample(rows["Action"], self.chance.randint(1, len(rows["Action"])))
        goal = self.chance.choice([None, *(row["id"] for row in rows["Goal"])])
        change = self.chance.choice(
            (
                SetStatus(self.chance.choice(list(ActionStatus)), "fordi"),
                EditAction({"text": self.text()}),
                EditAction({"goal_id": goal}),
                EditAction({"responsible_id": self.chance.choice((self.employee, self.cast.leader.id))}),
            )
        )
        return actions.change(viewer, self.now, [ActionVersion(row["id"], row["version"]) for row in some], change)


def check(rows: Rows) -> None:
    """What always holds: one open request, no overlapping pauses, no action of a goal that is gone."""
    assert sum(row["answered_on"] is None for row in rows["FollowUpRequest"]) <= 1
    pauses = sorted((row["first"], row["last"]) for row in rows["Pause"] if not row["is_withdrawn"])
    assert all(one[1] < other[0] for one, other in pairwise(pauses))
    there = {None, *(row["id"] for row in rows["Goal"])}
    assert {row["goal"] for row in rows["Action"]} <= there


@pytest.mark.parametrize("seed", range(3))
def test_all_that_is_undone_leaves_nothing_behind(cast: Cast, now: datetime, seed: int) -> None:
    chance = random.Random(seed)
    refused: set[str] = set()
    before, changes, done = without_numbers(stored()), Changes(cast, now, chance), list[tuple[Viewer, str]]()
    for _ in range(STEPS):
        try:
            if done and chance.random() < 0.25:
                place = chance.randrange(len(done))
                undo.undo(done[place][0], now, done[place][1])
                del done[place]
            else:
                viewer, receipt = changes.one()
                done += [(viewer, receipt.batch)] if receipt.batch else []
        except DomainError as refusal:
            refused.add(refusal.code)
        check(stored())
    for viewer, batch in reversed(done):
        undo.undo(viewer, now, batch)
    assert {code for code in refused if "undo" in code} <= REFUSALS
    assert without_numbers(stored()) == before
