"""TODO-DOC."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tui_app.domain.follow_up.session import (
    TeamFollowUpProgress,
    is_resumable,
    person_order,
)
from tui_app.domain.records.person import Viewer
from tui_app.services.people import team
from tui_app.storage.database import writing
from tui_app.storage.follow_up import follow_up_sessions


def start_team(viewer: Viewer, now: datetime) -> TeamFollowUpProgress:
    """Begin to walk through one's team in the order of need, or go on where it was interrupted."""
    with writing(viewer):
        known = follow_up_sessions.get_team_session(viewer.id)
        if known is not None and is_resumable(known.at, now) and not known.is_over:
            return known
        rows = team.overview(viewer, now, viewer.id).rows
        begun = TeamFollowUpProgress(person_order(rows, now.date()), 0, now)
        follow_up_sessions.save_team_session(viewer.id, begun)
        return begun


def move_past(viewer: Viewer, now: datetime, person_id: int, by: int) -> None:
    """Go to another person in the walk through the team without following this one up: `by` is 1 or -1."""
    with writing(viewer):
        advance(viewer, now, person_id, by)


def advance(viewer: Viewer, now: datetime, person_id: int, by: int = 1) -> None:
    known = follow_up_sessions.get_team_session(viewer.id)
    if known is None or known.is_over or known.person_ids[known.position] != person_id:
        return
    place = min(max(0, known.position + by), len(known.person_ids))
    follow_up_sessions.save_team_session(viewer.id, replace(known, position=place, at=now))
