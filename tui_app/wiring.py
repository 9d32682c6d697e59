"""Puts the application's parts together for one start."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_app import connection, environment
from tui_app.domain.records.person import Viewer
from tui_app.environment import new_key, now, terminal_name
from tui_app.files.keys import read_key, write_key
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings, save_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from tui_app.domain.accounts.records import Session
    from tui_app.files.access import FileAccess
    from tui_app.services.accounts.password_hasher import PasswordHasher
    from tui_app.storage.addresses import Address
    from tui_app.ui.executor import ThreadExecutor
    from tui_app.ui.setup import AppSetup


def build_app(place: AppPaths, settings: Settings, address: Address, *, kiosk: bool = False) -> AppSetup:
    """The application's parts for a database that may still have to be made.

    Raises:
        DomainError: the database is there but cannot be opened.
    """
    from tui_app.services.accounts import first_start
    from tui_app.storage.change_monitor import ChangeMonitor
    from tui_app.ui.executor import ThreadExecutor
    from tui_app.ui.setup import AppSetup

    name = connection.address_name(address)
    exists = connection.open_if_exists(address, settings)
    settings = replace(settings, several=settings.several or kiosk)
    owned = sign_in_owner(settings, name) if exists else None
    session, viewer = owned or (None, None)

    def remember(changed: Settings, owner_id: int) -> None:
        me = settings.me | ({name: owner_id} if owner_id else {})
        save_settings(replace(changed, me=me), place.settings)

    gate = ThreadExecutor()
    home = _start_mode(viewer)
    parts = AppSetup(
        executor=gate,
        now=environment.now,
        settings=settings,
        viewer=viewer,
        set_up=partial(_set_up_first_person, address, exists),
        remember=remember,
        files=build_file_access(kiosk=kiosk),
        crash_log=place.crash_log,
        reference=environment.new_crash_reference,
        hasher=password_hasher(place),
        pulse=ChangeMonitor(address),
        home=home,
        session=session,
        asks_who=exists and owned is None and (settings.several or first_start.passwords_in_use()),
        owner_id=settings.me.get(name, 0),
        terminal=environment.terminal_name(),
        uptime=environment.uptime,
        is_kiosk=kiosk,
        prefetched=_prefetch_first_screen(gate, owned, home) if owned else {},
    )
    return parts


def build_file_access(*, kiosk: bool = False) -> FileAccess:
    """The ways to files; none on a kiosk."""
    from tui_app.files import access

    return access.NoFileAccess() if kiosk else access.FileAccess(environment.time_zone_name())


def _start_mode(viewer: Viewer | None) -> str:
    """The mode that the start shows: the team of somebody who leads or administers, else one's own page."""
    from tui_app.services.people import people

    at_team = viewer is None or viewer.is_administrator or people.leads_anybody(viewer, environment.now())
    return "team" if at_team else "me"


def _set_up_first_person(address: Address, exists: bool, person_name: str) -> Viewer:
    """The first person of a new database, or whoever is called so in one that has people already."""
    from tui_app.domain.drafts.base import validate_draft
    from tui_app.domain.drafts.people import PersonDraft
    from tui_app.services.accounts import first_start
    from tui_app.services.administration import organisation

    draft = validate_draft(PersonDraft, {"name": person_name})
    if exists and not first_start.is_empty():
        return first_start.identify(environment.now(), draft.name)
    if not exists:
        connection.create_database(address)
    viewer = first_start.create_first_person(environment.now(), draft)
    organisation.set_initial_time_zone(environment.time_zone_name(""))
    connection.use_organisation_zone()
    return viewer


def _prefetch_first_screen(
    gate: ThreadExecutor, owned: tuple[Session, Viewer], home: str
) -> dict[tuple[object, ...], Future[Any]]:
    """The answer to what the owner's first screen will ask: the database is read while the screens are loaded."""
    from tui_app.services.accounts import sessions

    asked: Callable[..., object]
    if home == "team":
        from tui_app.services.people import team

        asked = team.overview
    else:
        from tui_app.services.people import person_page

        asked = person_page.get
    session, viewer = owned
    return {(asked, viewer.id): gate.begin(sessions.call_as, session, asked, environment.now(), viewer.id)}


def temporary_hasher() -> PasswordHasher:
    """One with a new key, that nobody keeps unless the caller does."""
    from tui_app.services.accounts.password_hasher import PasswordHasher

    return PasswordHasher(secrets.token_bytes(32), secrets.token_bytes)


def password_hasher(place: AppPaths) -> PasswordHasher:
    """Makes and checks secrets with this computer's sign-in key, which is made at the first start.

    Raises:
        DomainError: the key cannot be read, or not be written.
    """
    from tui_app.services.accounts.password_hasher import PasswordHasher

    key = read_key(place.sign_in_key) or write_key(place.sign_in_key, new_key())
    return PasswordHasher(bytes.fromhex(key), secrets.token_bytes)


def sign_in_owner(settings: Settings, name: str) -> tuple[Session, Viewer] | None:
    """The owner of this computer, signed in without a word; None where people sign in first.

    Raises:
        DomainError: `session_ended`, when their account is closed or they have left.
    """
    from tui_app.domain.accounts.records import Session
    from tui_app.services.accounts.sessions import get_viewer

    if settings.several or name not in settings.me:
        return None
    session = Session(settings.me[name], terminal=terminal_name())
    return session, get_viewer(session, now())


@contextmanager
def build_demo_app(settings: Settings, language: str) -> Iterator[AppSetup]:
    """The application on a throwaway team: its own folder, its own key, gone afterwards; nothing real is touched."""
    from tui_app.domain.accounts.records import Session
    from tui_app.files.demo.team import read_demo_team
    from tui_app.files.resources import resource_path
    from tui_app.services.demo.fill import fill_database
    from tui_app.storage.addresses import SqliteAddress
    from tui_app.storage.change_monitor import ChangeMonitor
    from tui_app.ui.executor import ThreadExecutor
    from tui_app.ui.setup import AppSetup

    with tempfile.TemporaryDirectory(prefix="samtale-demo-") as folder:
        address = SqliteAddress(Path(folder) / "demo.db", environment.new_key())
        connection.create_database(address)
        moment = environment.now()
        viewer = fill_database(read_demo_team(resource_path("demo_team.toml"), moment.date(), language), moment)
        parts = AppSetup(
            executor=ThreadExecutor(),
            now=environment.now,
            settings=settings,
            viewer=viewer,
            set_up=lambda name: viewer,
            remember=lambda changed, owner_id: None,
            files=build_file_access(),
            crash_log=Path(folder) / "crashes.log",
            reference=environment.new_crash_reference,
            hasher=temporary_hasher(),
            pulse=ChangeMonitor(address),
            is_demo=True,
            session=Session(viewer.id),
            uptime=environment.uptime,
        )
        yield parts
