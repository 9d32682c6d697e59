"""The Team screen: each report, who needs attention first and why."""

from __future__ import annotations

from collections import defaultdict
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.access import TeamVisibility
from tui_app.domain.actions.acknowledgements import ACKNOWLEDGE_WITHIN
from tui_app.domain.actions.changes import DONE_COUNTED_FOR
from tui_app.domain.errors import NotAllowed, NotFound
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Viewer
from tui_app.domain.team import TeamOverview, in_time_trend, sort_by_attention, trend_months
from tui_app.services.administration import public_holidays
from tui_app.services.follow_up import schedule
from tui_app.storage.actions import acknowledgements, actions
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.follow_up import requests
from tui_app.storage.people import people, stand_ins, team


def overview(viewer: Viewer, now: datetime, leader_id: int) -> TeamOverview:
    """The team that `leader_id` leads: their own in full, a team below as figures only.

    Raises:
        NotFound: there is no such leader.
        NotAllowed: the team is neither theirs nor below theirs.
    """
    today = now.date()
    with reading(viewer):
        leader = people.get(leader_id)
        if leader is None:
            raise NotFound()
        below = any(one != leader_id and people.is_above(one, leader_id) for one in viewer.leads_as)
        sight = access.team_visibility(viewer, leader_id, leads_below=below)
        if sight is TeamVisibility.NOTHING:
            raise NotAllowed()
        leaders = viewer.leads_as if leader_id == viewer.id else {leader_id}
        reports = people.reports(leaders, today, except_id=viewer.id)
        known = public_holidays.load()
        with (
            nullcontext() if sight is TeamVisibility.ALL else bypassing_row_security()
        ):  # of a team below, numbers and days alone
            facts = schedule.with_due_dates(team.team_facts(reports, today, today - DONE_COUNTED_FOR), now, known)
            dues = team.due_and_done_dates(reports, trend_months(today)[0])
        everything = sight is TeamVisibility.ALL
        standing = stand_ins.ending_from(today, viewer.id) if leader_id == viewer.id else ()
        ids = [person.id for person in reports]
        asked = requests.waiting_since(ids) if everything else {}  # between the two
        open_actions = actions.open_of_people(ids) if everything else ()
        unanswered = (
            acknowledgements.unacknowledged_of_people(ids, viewer.id, today - ACKNOWLEDGE_WITHIN) if everything else ()
        )
    public_holidays.save_learned(known)
    return TeamOverview(
        leader=leader,
        rows=sort_by_attention((replace(one, asked_on=asked.get(one.person.id)) for one in facts), today),
        open_actions=_by_person(open_actions),
        trend=in_time_trend(dues, today),
        figures_only=not everything,
        stand_ins=standing,
        unacknowledged=_by_person(unanswered),
    )


def _by_person(found: tuple[Action, ...]) -> dict[int, tuple[Action, ...]]:
    grouped: dict[int, list[Action]] = defaultdict(list)
    for action in found:
        grouped[action.person_id].append(action)
    return {person_id: tuple(rows) for person_id, rows in grouped.items()}
