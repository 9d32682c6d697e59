"""Invitations to practise in a pair: the leader sends them, and only the employee who gets one sees it.

They tell nothing of what the leader practises, and leave no trace in the audit log or on a timeline.
"""

from __future__ import annotations

from datetime import datetime

from tui_app.domain import access
from tui_app.domain.errors import InvalidInput
from tui_app.domain.practice.sessions import PAIR_FORMATS, PracticeInvitation, first_shown_day
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services.authorize import get_person, require
from tui_app.storage.database import reading, writing
from tui_app.storage.practice import invitations


def invite(viewer: Viewer, now: datetime, person_id: int, format: PracticeFormat) -> None:
    """Invite an employee whom one leads to practise in a pair; they see it for two weeks.

    Raises:
        NotFound, NotAllowed: no such person, or the viewer does not lead them.
        InvalidInput: not a format for two.
    """
    if format not in PAIR_FORMATS:
        raise InvalidInput({"format": "unknown"})
    with writing(viewer, about=[person_id]):
        require(access.leads(viewer, get_person(person_id)))
        invitations.delete_sent_before(viewer.id, first_shown_day(now.date()))
        invitations.save(person_id, viewer.id, format, now.date())


def waiting(viewer: Viewer, now: datetime) -> tuple[PracticeInvitation, ...]:
    """The invitations that the viewer has got, the newest first."""
    with reading(viewer):
        return invitations.to_person(viewer.id, first_shown_day(now.date()), now.date())


def put_aside(viewer: Viewer, now: datetime, invitation_id: int) -> None:
    """Delete an invitation that the viewer has got; whoever sent it is not told."""
    with writing(viewer, notify=False):
        invitations.delete_to(viewer.id, invitation_id)
