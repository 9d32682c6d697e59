"""The command `samtale doctor`: looks at this computer and its database for what is not right."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click

from tui_app import __version__, bootstrap
from tui_app.cli import address_here, settings_here
from tui_app.domain import health
from tui_app.domain.health import Finding, Standing, fine, warning, wrong
from tui_app.domain.refusals import Refusal
from tui_app.files.keys import read_key, read_next
from tui_app.files.looking import around
from tui_app.files.places import Places
from tui_app.files.settings import Settings
from tui_app.services.locksmith import Locksmith

PROBLEMS = 1
"""Exit code when something is wrong."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def doctor(database: str | None, as_json: bool) -> None:
    """Look for what is not right on this computer, and say how to mend it; nothing is changed."""
    from tui_app.ui.health_words import summary, words_for_finding
    from tui_app.ui.upkeep_words import Said, line

    found = list(_findings(database))
    well = not any(one.standing is Standing.WRONG for one in found)
    if as_json:
        told = [
            {"code": one.code, "standing": one.standing, "values": dict(one.values), "words": words_for_finding(one)}
            for one in found
        ]
        click.echo(json.dumps({"well": well, "findings": told}, ensure_ascii=False, indent=2, default=str))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        for one in found:
            click.echo(line(Said(one.standing, words_for_finding(one)), width))
        click.echo(summary(found))
    if not well:
        sys.exit(PROBLEMS)


COMMANDS = {"doctor": doctor}


def _findings(database: str | None) -> Iterator[Finding]:
    place = bootstrap.places()
    settings = Settings()
    refused: Refusal | None = None
    try:
        settings = settings_here(place)
    except Refusal as refusal:
        refused = refusal
    yield fine(
        "versions",
        samtale=__version__,
        python=platform.python_version(),
        textual=version("textual"),
        peewee=version("peewee"),
    )
    yield from _about_terminal()
    if not bootstrap.zone_name(""):
        yield warning("zone_unknown")
    if refused:
        yield wrong(refused.code, **refused.values)
    yield from _about_database(database, settings, place)


def _about_terminal() -> Iterator[Finding]:
    there = sys.stdout.isatty()
    size = shutil.get_terminal_size() if there else None
    yield from health.of_terminal(bootstrap.terminal_kind(), size, sys.stdout.encoding)


def _about_database(database: str | None, settings: Settings, place: Places) -> Iterator[Finding]:
    wanted = bootstrap.wanted_database(database, settings)
    try:
        path = bootstrap.database_file(wanted, place)
    except Refusal as refusal:
        yield wrong(refusal.code, **refusal.values)
        return
    yield from health.of_files(around(place, path), os.geteuid())
    smith: Locksmith | None = None
    try:
        if read_key(place.sign_in_key):
            smith = bootstrap.locksmith(place)
        if path is not None:
            trouble = list(_about_key(path, settings, place))
            yield from trouble
            if any(one.standing is not Standing.FINE for one in trouble):
                return
        address = address_here(database, settings, place)
    except Refusal as refusal:
        yield wrong(refusal.code, **refusal.values)
        return
    from tui_app.services.health import look

    yield from look(bootstrap.now(), address, smith)


def _about_key(path: Path, settings: Settings, place: Places) -> Iterator[Finding]:
    """Whether there is a key where there is a database; neither is made.

    Raises:
        Refusal: `key_unreadable`.
    """
    if not path.exists():
        lost = str(path.absolute()) in settings.me
        yield wrong("database_lost", path=path) if lost else warning("database_none", path=path)
    elif read_key(place.key) is None and read_next(place.key) is None:
        yield wrong("key_missing", path=place.key)
