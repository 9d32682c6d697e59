"""A computer as whoever keeps its database has it before them: real files, and the program run as it is at a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests import programs
from tests.programs import Done
from tui_app import bootstrap
from tui_app.domain.drafts import PersonDraft, checked
from tui_app.files.places import Places
from tui_app.files.settings import Settings, save
from tui_app.services import people
from tui_app.storage.database import proxy


@dataclass(frozen=True)
class Computer:
    """A computer on which Kari has started Samtale once."""

    home: Path
    place: Places

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
        bootstrap.connect(bootstrap.address_for(None, self.place), Settings())
        with proxy.connection_context():
            return int(proxy.execute_sql("select count(*) from person").fetchone()[0])

    def hire(self, name: str) -> None:
        """One person more."""
        bootstrap.connect(bootstrap.address_for(None, self.place), Settings())
        kari = bootstrap.owner(bootstrap.settings_of(self.place), str(self.database))
        assert kari is not None
        people.add(kari[1], bootstrap.now(), checked(PersonDraft, {"name": name}))


def set_up(folder: Path) -> Computer:
    """A computer on which Kari has started Samtale once, with everything below `folder`."""
    place = Places(folder / "config" / "samtale", folder / "data" / "samtale")
    address = bootstrap.address_for(None, place)
    bootstrap.create(address)
    kari = people.set_up(bootstrap.now(), checked(PersonDraft, {"name": "Kari Nordmann"}))
    save(Settings(language="en", me={bootstrap.name_of(address): kari.id}), place.settings)
    return Computer(folder, place)
