"""A computer with real files, on which the program runs as it does at a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests import programs
from tests.programs import Done
from tui_app import connection, environment
from tui_app.connection import DatabaseTarget
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings, load_settings, save_settings
from tui_app.services.accounts import first_start
from tui_app.services.people import people
from tui_app.storage.database import proxy


@dataclass(frozen=True)
class Computer:
    """A computer whose owner is Kari, leader and administrator."""

    home: Path
    kari: Viewer

    @property
    def paths(self) -> AppPaths:
        return paths_below(self.home)

    @property
    def target(self) -> DatabaseTarget:
        """The database, by the settings as they are now."""
        return DatabaseTarget(self.paths, load_settings(self.paths.settings))

    @property
    def database(self) -> Path:
        return self.paths.database

    def run(self, *words: str, before: str = "", **variables: str) -> Done:
        """`samtale` with these words; `before` is run first in the same process."""
        return programs.samtale(self.home, *words, before=before, **variables)

    def open(self) -> None:
        """Use the database in this process."""
        assert DatabaseTarget(self.paths, Settings()).open_if_exists()

    def owned_by(self, person: Person | Viewer) -> None:
        """Make somebody else the owner."""
        save_settings(Settings(language="en", me={self.target.name: person.id}), self.paths.settings)

    def hire(self, name: str, **fields: str) -> Person:
        """Add a person whom Kari leads."""
        self.open()
        return people.add(self.kari, environment.now(), validate_draft(PersonDraft, {"name": name, **fields}))

    def count_people(self) -> int:
        """How many people a program finds that starts now."""
        done = self.run("verify", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        self.open()
        with proxy.connection_context():
            return int(proxy.execute_sql("select count(*) from person").fetchone()[0])

    def names(self) -> set[str]:
        """The names of the files beside the database."""
        return {path.name for path in self.database.parent.iterdir()} - {"samtale.log"}


def paths_below(folder: Path) -> AppPaths:
    """Where a program looks for its files that is run by `programs.samtale` with this home."""
    return AppPaths(folder / "config" / "samtale", folder / "data" / "samtale")


def set_up(folder: Path) -> Computer:
    """A computer on which Kari has started Samtale once, with everything below `folder`."""
    target = DatabaseTarget(paths_below(folder), Settings())
    connection.create_database(target.sqlite_address(create_key=True))
    kari = first_start.create_first_person(environment.now(), validate_draft(PersonDraft, {"name": "Kari Nordmann"}))
    proxy.close()
    computer = Computer(folder, kari)
    computer.owned_by(kari)
    return computer
