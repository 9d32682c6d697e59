"""Composes one start of the application: settings, database, files, clock and password hasher."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from tui_app import connection, environment, quiet_terminal
from tui_app.connection import DatabaseTarget
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.files.access import FileAccess, LocalFileAccess, NoFileAccess
from tui_app.files.keys import read_key, write_key
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings, save_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from tui_app.domain.accounts.records import Session
    from tui_app.services.accounts.password_hasher import PasswordHasher
    from tui_app.storage.addresses import Address
    from tui_app.ui.executor import ThreadExecutor
    from tui_app.ui.setup import AppSetup


def build_app(target: DatabaseTarget, *, kiosk: bool = False) -> AppSetup:
    """The setup of the application for a database, which need not exist yet.

    Raises:
        DomainError: the database exists but cannot be opened, or a key cannot be read or written.
    """
    exists = target.open_if_exists()
    address = target.address(create_key=True)
    # only now: with a SQLite address, peewee is imported without PostgreSQL's driver
    from tui_app.storage.changes.monitor import ChangeMonitor
    from tui_app.ui.executor import ThreadExecutor
    from tui_app.ui.setup import AppSetup

    settings = replace(target.settings, several=target.settings.several or kiosk)
    owner, home = _first_screen(settings, target.name) if exists else (None, "team")
    session, viewer = owner or (None, None)
    executor = ThreadExecutor()
    return AppSetup(
        executor=executor,
        now=environment.now,
        settings=settings,
        viewer=viewer,
        set_up=partial(_set_up_first_person, address, exists),
        remember=partial(_remember, target),
        files=build_file_access(kiosk=kiosk, practice=target.paths.practice),
        crash_log=target.paths.crash_log,
        reference=environment.new_crash_reference,
        hasher=password_hasher(target.paths),
        change_source=ChangeMonitor(address, hears_own=False),
        home=home,
        session=session,
        asks_who=exists and owner is None and _asks_who(settings),
        owner_id=settings.me.get(target.name, 0),
        terminal=environment.terminal_name(),
        monotonic=environment.monotonic,
        is_kiosk=kiosk,
        end_process=quiet_terminal.end_process,
        prefetched=_prefetch_first_screen(executor, owner, home) if owner else {},
    )


@contextmanager
def build_demo_app(settings: Settings, language: str) -> Iterator[AppSetup]:
    """The setup of the application for the demonstration team, in a temporary folder that is deleted afterwards."""
    from tui_app.demonstration import VIEWER, DemoDatabase, demo_folder
    from tui_app.domain.accounts.records import Session

    with demo_folder() as folder:
        with quiet_terminal.holding_signals():
            database = DemoDatabase(folder / "demo.db", environment.new_key(), language)
            quiet_terminal.before_end(database.discard)
        connection.block_postgres_driver()
        from tui_app.storage.changes.monitor import ChangeMonitor
        from tui_app.ui.executor import ThreadExecutor
        from tui_app.ui.setup import AppSetup

        executor, session = ThreadExecutor(before=database.open), Session(VIEWER.id)
        try:
            yield AppSetup(
                executor=executor,
                now=environment.now,
                settings=settings,
                viewer=VIEWER,
                set_up=lambda name: VIEWER,
                remember=lambda settings, owner_id: None,
                files=build_file_access(),
                crash_log=_demo_crash_log(environment.app_paths()),
                reference=environment.new_crash_reference,
                hasher=new_password_hasher(),
                change_source=ChangeMonitor(database.address, hears_own=False),
                is_demo=True,
                session=session,
                monotonic=environment.monotonic,
                end_process=quiet_terminal.end_process,
                prefetched=_prefetch_first_screen(executor, (session, VIEWER), "team"),
            )
        finally:
            database.close()


def _demo_crash_log(paths: AppPaths) -> Path:
    """Where a crash of the demonstration is logged, so that it can be read afterwards, when its folder is gone."""
    import tempfile

    if paths.data.is_dir():
        return paths.crash_log
    return Path(tempfile.gettempdir()) / f"samtale-crash-{environment.new_crash_reference()}.log"


def build_file_access(*, kiosk: bool = False, practice: Path | None = None) -> FileAccess:
    """The user's files; on a kiosk only those that come with Samtale and the organisation's own exercises.

    Args:
        kiosk: True if nobody has files of their own.
        practice: the folder of the organisation's own exercises.
    """
    if kiosk:
        return NoFileAccess(practice)
    zone, home, cwd = environment.time_zone_name(), environment.home_folder(), environment.working_folder()
    return LocalFileAccess(zone, home=home, cwd=cwd, practice=practice)


def password_hasher(paths: AppPaths) -> PasswordHasher:
    """The hasher with this computer's sign-in key, which is created at the first start.

    Raises:
        DomainError: the key cannot be read or written.
    """
    from tui_app.services.accounts.password_hasher import PasswordHasher

    key = read_key(paths.sign_in_key) or write_key(paths.sign_in_key, environment.new_key())
    return PasswordHasher(bytes.fromhex(key), environment.random_bytes)


def new_password_hasher() -> PasswordHasher:
    """A hasher with a new key, which is lost unless the caller saves it."""
    from tui_app.services.accounts.password_hasher import PasswordHasher

    return PasswordHasher(bytes.fromhex(environment.new_key()), environment.random_bytes)


def sign_in_owner(settings: Settings, database: str) -> tuple[Session, Viewer] | None:
    """The owner of this computer, signed in without a password; None where people must sign in.

    Args:
        database: its name in the settings.

    Raises:
        DomainError: `session_ended`, if their account is closed or they have left; `administrator_none`, if nobody is
            left who could change that.
    """
    from tui_app.domain.accounts.records import Session
    from tui_app.services.accounts.signed_in import get_viewer

    if settings.several or database not in settings.me:
        return None
    session = Session(settings.me[database], terminal=environment.terminal_name())
    try:
        return session, get_viewer(session, environment.now())
    except DomainError as error:
        from tui_app.services.accounts.administrators import nobody_administers

        if error.code == "session_ended" and nobody_administers(environment.now()):
            raise DomainError("administrator_none") from None
        raise


def _asks_who(settings: Settings) -> bool:
    """True if nobody owns this computer, or somebody has a password: then people must sign in."""
    from tui_app.services.accounts import first_start

    return settings.several or first_start.passwords_in_use()


def _first_screen(settings: Settings, database: str) -> tuple[tuple[Session, Viewer] | None, str]:
    """The owner, as `sign_in_owner`, and their first mode: the team for a leader or an administrator, else "me"."""
    from tui_app.services.accounts.signed_in import leads_anybody
    from tui_app.storage.database import connected

    with connected():
        owner = sign_in_owner(settings, database)
        sees_team = owner is None or owner[1].is_administrator or leads_anybody(owner[1], environment.now())
    return owner, "team" if sees_team else "me"


def _remember(target: DatabaseTarget, settings: Settings, owner_id: int) -> None:
    """Save the settings, and who owns this computer; 0 leaves the owner as it is."""
    owners = target.settings.me | ({target.name: owner_id} if owner_id else {})
    save_settings(replace(settings, me=owners), target.paths.settings)


def _set_up_first_person(address: Address, exists: bool, name: str) -> Viewer:
    """The first person of a new database, or the person of this name in a database that has people."""
    from tui_app.domain.drafts.base import validate_draft
    from tui_app.domain.drafts.people import PersonDraft
    from tui_app.services.accounts import first_start
    from tui_app.services.administration import time_zone
    from tui_app.storage.addresses import SqliteAddress

    draft = validate_draft(PersonDraft, {"name": name})
    if exists and not first_start.is_empty():
        return first_start.identify(environment.now(), draft.name)
    if not exists:
        assert isinstance(address, SqliteAddress)  # only an administrator of the server creates a PostgreSQL database
        connection.create_database(address)
    viewer = first_start.create_first_person(environment.now(), draft)
    time_zone.set_initial_time_zone(environment.time_zone_name(""))
    connection.use_organisation_zone()
    return viewer


def _prefetch_first_screen(
    executor: ThreadExecutor, owner: tuple[Session, Viewer], home: str
) -> dict[tuple[object, ...], Future[Any]]:
    """The answer to the first screen's question, which is read while the screens are imported."""
    from tui_app.services.accounts import signed_in

    use_case: Callable[..., object]
    if home == "team":
        from tui_app.services.people import team

        use_case = team.overview
    else:
        from tui_app.services.people import person_page

        use_case = person_page.get
    session, viewer = owner
    answer = executor.begin(signed_in.call_as, session, use_case, environment.now(), viewer.id)
    return {(use_case, viewer.id): answer}
