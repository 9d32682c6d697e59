"""Puts the application's parts together for one start."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from tui_app import bootstrap
from tui_app.files.places import Places
from tui_app.files.settings import Settings, save

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from tui_app.domain.accounts import Session
    from tui_app.domain.records import Viewer
    from tui_app.storage.database import Address
    from tui_app.ui.gate import ThreadGate
    from tui_app.ui.parts import Parts


def whole_app(place: Places, settings: Settings, address: Address, *, kiosk: bool = False) -> Parts:
    """The application's parts for a database that may still have to be made.

    Raises:
        Refusal: the database is there but cannot be opened.
    """
    from tui_app.services import people
    from tui_app.storage.database import Pulse
    from tui_app.ui.gate import ThreadGate
    from tui_app.ui.parts import Parts

    name = bootstrap.name_of(address)
    exists = bootstrap.connect(address, settings)
    settings = replace(settings, several=settings.several or kiosk)
    owned = bootstrap.owner(settings, name) if exists else None
    session, viewer = owned or (None, None)

    def remember(changed: Settings) -> None:
        me = settings.me | ({name: parts.owner} if parts.owner else {})
        save(replace(changed, me=me), place.settings)

    gate = ThreadGate()
    home = _home(viewer)
    parts = Parts(
        gate=gate,
        now=bootstrap.now,
        settings=settings,
        viewer=viewer,
        set_up=partial(_set_up, address, exists),
        remember=remember,
        **ways_to_files(kiosk=kiosk),
        crash_log=place.crash_log,
        reference=bootstrap.reference,
        smith=bootstrap.locksmith(place),
        pulse=Pulse(address),
        home=home,
        session=session,
        asks_who=exists and owned is None and (settings.several or people.asks_for_secrets()),
        owner=settings.me.get(name, 0),
        terminal=bootstrap.terminal(),
        uptime=bootstrap.uptime,
        is_kiosk=kiosk,
        asked_ahead=_asked_ahead(gate, owned, home) if owned else {},
    )
    return parts


def ways_to_files(*, kiosk: bool = False) -> dict[str, Any]:
    """The ways to files; none on a kiosk."""
    from tui_app import doors

    return doors.closed_doors() if kiosk else doors.open_doors(bootstrap.zone_name())


def _home(viewer: Viewer | None) -> str:
    """The mode that the start shows: the team of somebody who leads or administers, else one's own page."""
    from tui_app.services import people

    at_team = viewer is None or viewer.is_administrator or people.leads_anybody(viewer, bootstrap.now())
    return "team" if at_team else "me"


def _set_up(address: Address, exists: bool, person_name: str) -> Viewer:
    """The first person of a new database, or whoever is called so in one that has people already."""
    from tui_app.domain.drafts import PersonDraft, checked
    from tui_app.services import organisation, people

    draft = checked(PersonDraft, {"name": person_name})
    if exists and not people.is_empty():
        return people.recognise(bootstrap.now(), draft.name)
    if not exists:
        bootstrap.create(address)
    viewer = people.set_up(bootstrap.now(), draft)
    organisation.begin(bootstrap.zone_name(""))
    bootstrap.keep_time()
    return viewer


def _asked_ahead(gate: ThreadGate, owned: tuple[Session, Viewer], home: str) -> dict[tuple[object, ...], Future[Any]]:
    """The answer to what the owner's first screen will ask: the database is read while the screens are loaded."""
    from tui_app.services import sessions

    asked: Callable[..., object]
    if home == "team":
        from tui_app.services import team

        asked = team.overview
    else:
        from tui_app.services import pages

        asked = pages.page
    session, viewer = owned
    return {(asked, viewer.id): gate.begin(sessions.acting, session, asked, bootstrap.now(), viewer.id)}
