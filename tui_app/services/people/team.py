"""The team overview: each report, who needs attention first, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime

from msgspec.structs import replace

from tui_app.domain import access
from tui_app.domain.access import TeamVisibility
from tui_app.domain.actions.acknowledgements import ACKNOWLEDGE_WITHIN
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Viewer
from tui_app.domain.team import DONE_COUNTED_FOR, TeamOverview, in_time_trend, sort_by_attention, trend_months
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_person, require
from tui_app.services.follow_up import due_dates
from tui_app.storage.actions import actions
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.follow_up import requests
from tui_app.storage.people import people, stand_ins, team


def overview(viewer: Viewer, now: datetime, leader_id: int) -> TeamOverview:
    """The team of a leader: the viewer's own team in full, a team below theirs as figures only.

    Raises:
        NotFound: no such leader.
        NotAllowed: the viewer does not lead the team, and it is not below theirs.
    """
    today = now.date()
    with reading(viewer):
        leader = get_person(leader_id)
        is_below = any(one != leader_id and team.is_above(one, leader_id) for one in viewer.leads_as)
        visibility = access.team_visibility(viewer, leader_id, leads_below=is_below)
        require(visibility is not TeamVisibility.NOTHING)
        sees_all = visibility is TeamVisibility.ALL
        leader_ids = viewer.leads_as if leader_id == viewer.id else {leader_id}
        reports = people.reports(leader_ids, today, except_id=viewer.id)
        holidays = public_holidays.load()
        # of a team below the viewer's, only counts and dates are returned
        with nullcontext() if sees_all else bypassing_row_security():
            facts = due_dates.with_due_dates(team.team_facts(reports, today, today - DONE_COUNTED_FOR), now, holidays)
            due_and_done = team.due_and_done_dates(reports, trend_months(today)[0])
        own_stand_ins = stand_ins.ending_from(today, viewer.id) if leader_id == viewer.id else ()
        ids = [person.id for person in reports]
        asked_on = requests.waiting_since(ids) if sees_all else {}
        shown = actions.open_or_unacknowledged(ids, viewer.id, today - ACKNOWLEDGE_WITHIN) if sees_all else ()
    public_holidays.save_learned(holidays)
    return TeamOverview(
        leader=leader,
        rows=sort_by_attention((replace(one, asked_on=asked_on.get(one.person.id)) for one in facts), today),
        open_actions=_by_person(action for action in shown if action.is_open),
        trend=in_time_trend(due_and_done, today),
        figures_only=not sees_all,
        stand_ins=own_stand_ins,
        unacknowledged=_by_person(action for action in shown if not action.is_open),
    )


def _by_person(team_actions: Iterable[Action]) -> dict[int, tuple[Action, ...]]:
    grouped: dict[int, list[Action]] = defaultdict(list)
    for action in team_actions:
        grouped[action.person_id].append(action)
    return {person_id: tuple(rows) for person_id, rows in grouped.items()}
