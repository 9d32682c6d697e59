"""Who may do what with follow-ups, their schedule, and requests for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from tests.conftest import NOW
from tests.services.access.rows.table import EVERYBODY, MUTUAL, Rows
from tests.services.access.world import World, pause_draft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft, FollowUpScheduleDraft
from tui_app.domain.records.person import Viewer
from tui_app.services.follow_up import days, follow_up_session, follow_ups, requests, schedule, team_session

ROWS: Rows = {
    "follow_up.follow_ups.record": (
        MUTUAL,
        lambda at, me: follow_ups.record(me, NOW, at.ola.id, validate_draft(FollowUpDraft, {})),
    ),
    "follow_up.follow_up_session.start": (MUTUAL, lambda at, me: follow_up_session.start(me, NOW, at.ola.id)),
    "follow_up.follow_up_session.get": (MUTUAL, lambda at, me: in_session(at, me, follow_up_session.get)),
    "follow_up.follow_up_session.save_progress": (
        MUTUAL,
        lambda at, me: in_session(at, me, save_progress),
    ),
    "follow_up.follow_up_session.save_note": (
        MUTUAL,
        lambda at, me: in_session(at, me, partial(follow_up_session.save_note, text="Bra", base_version=1)),
    ),
    "follow_up.follow_up_session.finish": (
        MUTUAL,
        lambda at, me: follow_up_session.finish(me, NOW, at.ola.id, validate_draft(FollowUpDraft, {})),
    ),
    "follow_up.team_session.start_team": (
        "leader stand_in",
        lambda at, me: team_session.start_team(me, NOW),
        lambda at, found: at.ola.id in found.person_ids,
    ),
    "follow_up.team_session.move_past": (
        EVERYBODY,
        lambda at, me: team_session.move_past(me, NOW, at.ola.id, 1),
    ),  # only in one's own session
    "follow_up.requests.withdraw": ("own", lambda at, me: requests.withdraw(me, NOW, requested(at))),
    "follow_up.requests.last_answer": (MUTUAL, lambda at, me: requests.last_answer(me, NOW, at.ola.id)),
    "follow_up.requests.acknowledge": ("leader stand_in", lambda at, me: requests.acknowledge(me, NOW, requested(at))),
    "follow_up.schedule.team_schedules": (
        "leader stand_in",
        lambda at, me: schedule.team_schedules(me, NOW),
        lambda at, found: any(held.person.id == at.ola.id for team in found for held in team.people),
    ),
    "follow_up.schedule.set_team_schedule": (
        "leader stand_in",
        lambda at, me: schedule.set_team_schedule(
            me, NOW, at.lise, 0, validate_draft(FollowUpScheduleDraft, {"often": "2"})
        ),
    ),
    "follow_up.schedule.set_person_schedule": (
        "leader stand_in",
        lambda at, me: schedule.set_person_schedule(
            me, NOW, at.ola.id, 0, validate_draft(FollowUpScheduleDraft, {"often": "2"})
        ),
    ),
    "follow_up.days.day_remarks with their pauses": (
        "own leader stand_in",
        lambda at, me: days.day_remarks(me, NOW, pause_draft().first, [at.ola.id]),
        lambda at, found: any(remark.name == at.ola.name for remark in found),
    ),
    "follow_up.schedule.add_pause": (
        "leader stand_in",
        lambda at, me: schedule.add_pause(me, NOW, at.ola.id, pause_draft(30), is_team=False),
    ),
    "follow_up.schedule.add_pause of a whole team": (
        "leader stand_in",
        lambda at, me: schedule.add_pause(me, NOW, at.lise, pause_draft(), is_team=True),
    ),
    "follow_up.schedule.withdraw_pause": (
        "leader stand_in",
        lambda at, me: schedule.withdraw_pause(me, NOW, at.pause, 1),
    ),
    "follow_up.requests.send": (
        "own leader stand_in later earlier colleague",
        lambda at, me: requests.send(me, NOW, validate_draft(FollowUpRequestDraft, {})),
    ),
}


def requested(at: World) -> int:
    """A follow-up that Ola asks for; its id."""
    return requests.send(at.who["own"], NOW, validate_draft(FollowUpRequestDraft, {"text": "Turnus"})).subject_id


def save_progress(me: Viewer, now: datetime, person_id: int) -> None:
    """Save the progress of the session that is under way."""
    session = follow_up_session.get(me, now, person_id).session
    follow_up_session.save_progress(me, now, person_id, session, action_ids=[], changed={}, position=0)


def in_session(at: World, me: Viewer, use_case: Callable[..., Any]) -> Any:
    """Call a use case in a follow-up session that has been started."""
    follow_up_session.start(me, NOW, at.ola.id)
    return use_case(me, NOW, at.ola.id)
