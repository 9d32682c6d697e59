"""A computer as whoever keeps its database has it before them: real files, and the program run as it is at a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests import programs
from tests.programs import Done
from tui_app import connection, environment, wiring
from tui_app.cli import common
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings, save_settings
from tui_app.services.accounts import first_start
from tui_app.services.people import people
from tui_app.storage.database import proxy


@dataclass(frozen=True)
class Computer:
    """A computer on which Kari has started Samtale once."""

    home: Path
    place: AppPaths

    @property
    def database(self) -> Path:
        return self.place.database

    def run(self, *words: str, before: str = "") -> Done:
        """`samtale` with these words; `before` is done first in the same process."""
        return programs.samtale(self.home, *words, before=before)

    def names(self) -> set[str]:
        """What lies beside the database."""
        return {path.name for path in self.database.parent.iterdir()} - {"samtale.log"}

    def people(self) -> int:
        """How many people a program finds that comes now."""
        done = self.run("verify", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        connection.open_if_exists(connection.resolve_address(None, self.place), Settings())
        with proxy.connection_context():
            return int(proxy.execute_sql("select count(*) from person").fetchone()[0])

    def hire(self, name: str) -> None:
        """One person more."""
        connection.open_if_exists(connection.resolve_address(None, self.place), Settings())
        kari = wiring.sign_in_owner(common.read_user_settings(self.place), str(self.database))
        assert kari is not None
        people.add(kari[1], environment.now(), validate_draft(PersonDraft, {"name": name}))


def set_up(folder: Path) -> Computer:
    """A computer on which Kari has started Samtale once, with everything below `folder`."""
    place = AppPaths(folder / "config" / "samtale", folder / "data" / "samtale")
    address = connection.resolve_address(None, place)
    connection.create_database(address)
    kari = first_start.create_first_person(environment.now(), validate_draft(PersonDraft, {"name": "Kari Nordmann"}))
    save_settings(Settings(language="en", me={connection.address_name(address): kari.id}), place.settings)
    return Computer(folder, place)
