"""Who is signed in, with their current rights, and running use cases as them. Every start needs this."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.storage.database import connected, reading
from tui_app.storage.people import people
from tui_app.storage.sign_in import sessions

Result = TypeVar("Result")


def call_as(session: Session, use_case: Callable[..., Result], now: datetime, *args: object) -> Result:
    """Run a use case as the person signed in to a session, with their current rights.

    Raises:
        DomainError: `session_ended`, or what the use case raises.
    """
    with connected():
        return use_case(get_viewer(session, now), now, *args)


def get_viewer(session: Session, now: datetime) -> Viewer:
    """The person signed in to a session.

    Raises:
        DomainError: `session_ended`: the session was ended elsewhere, the account closed, or the person has left.
    """
    with reading():
        viewer = sessions.get_viewer(session, now.date())
    if viewer is None:
        raise DomainError("session_ended")
    return viewer


def leads_anybody(viewer: Viewer, now: datetime) -> bool:
    """True if the viewer leads somebody, or covers today for somebody who does."""
    with reading(viewer):
        return people.has_reports(viewer.leads_as, now.date(), except_id=viewer.id)
