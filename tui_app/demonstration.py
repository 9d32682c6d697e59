"""The demonstration: a throwaway team to look at."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app import assembly, bootstrap
from tui_app.files.settings import Settings

if TYPE_CHECKING:
    from tui_app.ui.parts import Parts


@contextmanager
def demo_app(settings: Settings, language: str) -> Iterator[Parts]:
    """The application on a throwaway team: its own folder, its own key, gone afterwards; nothing real is touched."""
    from tui_app.datafiles import data_path
    from tui_app.domain.accounts import Session
    from tui_app.files.demo import read_team
    from tui_app.services.demo import fill
    from tui_app.storage.database import Pulse, SqliteAddress
    from tui_app.ui.gate import ThreadGate
    from tui_app.ui.parts import Parts

    with tempfile.TemporaryDirectory(prefix="samtale-demo-") as folder:
        address = SqliteAddress(Path(folder) / "demo.db", bootstrap.new_key())
        bootstrap.create(address)
        moment = bootstrap.now()
        viewer = fill(read_team(data_path("demo_team.toml"), moment.date(), language), moment)
        parts = Parts(
            gate=ThreadGate(),
            now=bootstrap.now,
            settings=settings,
            viewer=viewer,
            set_up=lambda name: viewer,
            remember=lambda changed: None,
            **assembly.ways_to_files(),
            crash_log=Path(folder) / "crashes.log",
            reference=bootstrap.reference,
            smith=bootstrap.throwaway_locksmith(),
            pulse=Pulse(address),
            is_demo=True,
            session=Session(viewer.id),
            uptime=bootstrap.uptime,
        )
        yield parts
