"""The Team screen: each report, who needs attention first and why."""

from __future__ import annotations

from collections import defaultdict
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.access import Sight
from tui_app.domain.actions import DONE_SHOWN_FOR
from tui_app.domain.mutual import ANSWERED_WITHIN
from tui_app.domain.records import Action, Viewer
from tui_app.domain.refusals import NotAllowed, NotFound
from tui_app.domain.team import TeamOverview, by_attention, trend_months, trend_of
from tui_app.services import days_off, rhythms
from tui_app.storage import actions, mutual, people, stand_ins, team
from tui_app.storage.database import for_everybody, reading


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
        below = any(one != leader_id and people.stands_above(one, leader_id) for one in viewer.leads_as)
        sight = access.team_sight(viewer, leader_id, leads_below=below)
        if sight is Sight.NOTHING:
            raise NotAllowed()
        leaders = viewer.leads_as if leader_id == viewer.id else {leader_id}
        reports = people.reports(leaders, today, but=viewer.id)
        known = days_off.of_organisation()
        with nullcontext() if sight is Sight.ALL else for_everybody():  # of a team below, numbers and days alone
            facts = rhythms.filled(team.facts(reports, today, today - DONE_SHOWN_FOR), now, known)
            dues = team.dues(reports, trend_months(today)[0])
        everything = sight is Sight.ALL
        standing = stand_ins.from_day(today, viewer.id) if leader_id == viewer.id else ()
        ids = [person.id for person in reports]
        asked = mutual.asked_by(ids) if everything else {}  # between the two
        open_actions = actions.open_of_people(ids) if everything else ()
        unanswered = mutual.unanswered(ids, viewer.id, today - ANSWERED_WITHIN) if everything else ()
    days_off.keep(known)
    return TeamOverview(
        leader=leader,
        rows=by_attention((replace(one, asked_on=asked.get(one.person.id)) for one in facts), today),
        open_actions=_by_person(open_actions),
        trend=trend_of(dues, today),
        figures_only=not everything,
        stand_ins=standing,
        unanswered=_by_person(unanswered),
    )


def _by_person(found: tuple[Action, ...]) -> dict[int, tuple[Action, ...]]:
    grouped: dict[int, list[Action]] = defaultdict(list)
    for action in found:
        grouped[action.person_id].append(action)
    return {person_id: tuple(rows) for person_id, rows in grouped.items()}
