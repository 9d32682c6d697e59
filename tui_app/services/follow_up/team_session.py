"""A team session: follow-up sessions with the whole team, one person after the other, by need."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

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
    """Start a session with the viewer's team, or continue an interrupted one."""
    with writing(viewer, about=[viewer.id]):
        progress = follow_up_sessions.get_team_session(viewer.id)
        if progress is not None and is_resumable(progress.at, now) and not progress.is_over:
            return progress
        rows = team.overview(viewer, now, viewer.id).rows
        new_progress = TeamFollowUpProgress(person_order(rows, now.date()), 0, now)
        follow_up_sessions.save_team_session(viewer.id, new_progress)
        return new_progress


def move_past(viewer: Viewer, now: datetime, person_id: int, step: int) -> None:
    """Skip a person in the team session: `step` is 1 for the next person, -1 for the previous one."""
    with writing(viewer, about=[viewer.id]):
        advance(viewer, now, person_id, step)


def advance(viewer: Viewer, now: datetime, person_id: int, step: int = 1) -> None:
    """Move the viewer's team session on from this person, if that is where it is. Call it while writing."""
    progress = follow_up_sessions.get_team_session(viewer.id)
    if progress is None or progress.is_over or progress.person_ids[progress.position] != person_id:
        return
    position = min(max(0, progress.position + step), len(progress.person_ids))
    follow_up_sessions.save_team_session(viewer.id, replace(progress, position=position, at=now))
