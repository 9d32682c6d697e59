"""What the application is given at its start: on a new computer, its owner's, a shared one, a kiosk; in the demo."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.cli.computer import Computer, set_up
from tests.services.hasher import PASSWORD
from tui_app import environment, wiring
from tui_app.connection import DatabaseTarget
from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.files.access import LocalFileAccess, NoFileAccess
from tui_app.files.keys import read_key
from tui_app.files.settings import Settings, load_settings
from tui_app.services.accounts import passwords
from tui_app.services.people import person_page, team
from tui_app.storage.database import proxy
from tui_app.ui.setup import AppSetup


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer whose owner is Kari, who leads Ola."""
    found = set_up(tmp_path)
    found.hire("Ola Hansen")
    proxy.close()
    return found


@contextmanager
def built(target: DatabaseTarget, *, kiosk: bool = False) -> Iterator[AppSetup]:
    """The setup, closed afterwards as the application does it."""
    setup = wiring.build_app(target, kiosk=kiosk)
    try:
        yield setup
    finally:
        for answer in setup.prefetched.values():
            with suppress(DomainError):
                answer.result()
        setup.executor.close()
        setup.change_source.close()


def test_a_new_computer_gets_keys_but_no_database_until_somebody_is_named(tmp_path: Path) -> None:
    fresh = Computer(tmp_path, Viewer(0, ""))
    with built(DatabaseTarget(fresh.paths, Settings())) as setup:
        assert (setup.viewer, setup.session, setup.asks_who, setup.owner_id) == (None, None, False, 0)
        assert (setup.home, setup.prefetched) == ("team", {})
        assert read_key(fresh.paths.key)
        assert not fresh.database.exists()
        viewer = setup.set_up("Kari Nordmann")
        assert (viewer.name, viewer.is_administrator) == ("Kari Nordmann", True)
        setup.remember(setup.settings, viewer.id)
        assert load_settings(fresh.paths.settings).me == {str(fresh.database): viewer.id}
        assert setup.change_source.changed() is None


def test_the_owner_is_signed_in_and_the_team_is_read_already(computer: Computer) -> None:
    with built(computer.target) as setup:
        kari = computer.kari
        assert (setup.viewer, setup.home, setup.owner_id) == (kari, "team", kari.id)
        assert setup.session is not None
        assert setup.session.person_id == kari.id
        ((question, answer),) = setup.prefetched.items()
        assert question == (team.overview, kari.id)
        assert [row.person.name for row in answer.result().rows] == ["Ola Hansen"]
        assert isinstance(setup.files, LocalFileAccess)
        assert setup.crash_log == computer.paths.crash_log


def test_an_employee_starts_with_their_own_page(computer: Computer) -> None:
    per = computer.hire("Per Berg")
    computer.owned_by(per)
    with built(computer.target) as setup:
        assert setup.home == "me"
        assert list(setup.prefetched) == [(person_page.get, per.id)]


def test_saving_settings_keeps_the_owner_unless_there_is_a_new_one(computer: Computer) -> None:
    with built(computer.target) as setup:
        setup.remember(setup.settings, 0)
        assert load_settings(computer.paths.settings).me == {computer.target.name: computer.kari.id}
        setup.remember(setup.settings, 7)
        assert load_settings(computer.paths.settings).me == {computer.target.name: 7}


def test_people_sign_in_on_a_shared_computer(computer: Computer) -> None:
    target = DatabaseTarget(computer.paths, Settings(several=True, me={computer.target.name: computer.kari.id}))
    with built(target) as setup:
        assert (setup.viewer, setup.asks_who, setup.prefetched) == (None, True, {})
        assert isinstance(setup.files, LocalFileAccess)


def test_a_computer_without_an_owner_asks_once_there_are_passwords(computer: Computer) -> None:
    target = DatabaseTarget(computer.paths, Settings())
    with built(target) as setup:
        assert not setup.asks_who
        assert setup.set_up("ola hansen").name == "Ola Hansen"
        passwords.choose_password(computer.kari, environment.now(), setup.hasher, "", PASSWORD)
    with built(target) as setup:
        assert setup.asks_who


def test_a_kiosk_is_shared_and_has_no_files(computer: Computer) -> None:
    with built(computer.target, kiosk=True) as setup:
        assert (setup.is_kiosk, setup.settings.several, setup.asks_who, setup.viewer) == (True, True, True, None)
        assert isinstance(setup.files, NoFileAccess)


def test_the_demo_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with wiring.build_demo_app(Settings(), "en") as setup:
        assert setup.is_demo
        assert setup.viewer is not None
        assert setup.session == Session(setup.viewer.id)
        assert [*tmp_path.glob("*")]
        overview = asyncio.run(setup.executor(team.overview, setup.viewer, environment.now(), setup.viewer.id))
        assert len(overview.rows) > 10
        setup.executor.close()
        setup.change_source.close()
    assert not [*tmp_path.glob("*")]
