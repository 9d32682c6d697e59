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

from tui_app import __version__, connection, environment, wiring
from tui_app.cli.common import load_user_settings
from tui_app.connection import resolve_requested_address
from tui_app.domain.errors import DomainError
from tui_app.domain.maintenance import health_checks
from tui_app.domain.maintenance.health_checks import HealthFinding, Severity, error_finding, ok_finding, warning_finding
from tui_app.files.file_permissions import inspect_files
from tui_app.files.keys import read_key, read_pending_key
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings
from tui_app.services.accounts.password_hasher import PasswordHasher

PROBLEMS = 1
"""Exit code when something is wrong."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def doctor(database: str | None, as_json: bool) -> None:
    """Look for what is not right on this computer, and say how to mend it; nothing is changed."""
    from tui_app.text.administration.database import CheckLine, format_check_line
    from tui_app.text.administration.doctor import finding_message, findings_summary

    found = list(_examine(database))
    well = not any(one.severity is Severity.ERROR for one in found)
    if as_json:
        told = [
            {"code": one.code, "standing": one.severity, "values": dict(one.values), "words": finding_message(one)}
            for one in found
        ]
        click.echo(json.dumps({"well": well, "findings": told}, ensure_ascii=False, indent=2, default=str))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        for one in found:
            click.echo(format_check_line(CheckLine(one.severity, finding_message(one)), width))
        click.echo(findings_summary(found))
    if not well:
        sys.exit(PROBLEMS)


COMMANDS = {"doctor": doctor}


def _examine(database: str | None) -> Iterator[HealthFinding]:
    place = environment.app_paths()
    settings = Settings()
    refused: DomainError | None = None
    try:
        settings = load_user_settings(place)
    except DomainError as refusal:
        refused = refusal
    yield ok_finding(
        "versions",
        samtale=__version__,
        python=platform.python_version(),
        textual=version("textual"),
        peewee=version("peewee"),
    )
    yield from _check_terminal()
    if not environment.time_zone_name(""):
        yield warning_finding("zone_unknown")
    if refused:
        yield error_finding(refused.code, **refused.values)
    yield from _check_database(database, settings, place)


def _check_terminal() -> Iterator[HealthFinding]:
    there = sys.stdout.isatty()
    size = shutil.get_terminal_size() if there else None
    yield from health_checks.check_terminal(environment.terminal_type(), size, sys.stdout.encoding)


def _check_database(database: str | None, settings: Settings, place: AppPaths) -> Iterator[HealthFinding]:
    wanted = connection.requested_address(database, settings)
    try:
        path = connection.sqlite_path(wanted, place)
    except DomainError as refusal:
        yield error_finding(refusal.code, **refusal.values)
        return
    yield from health_checks.check_files(inspect_files(place, path), os.geteuid())
    smith: PasswordHasher | None = None
    try:
        if read_key(place.sign_in_key):
            smith = wiring.password_hasher(place)
        if path is not None:
            trouble = list(_check_key(path, settings, place))
            yield from trouble
            if any(one.severity is not Severity.OK for one in trouble):
                return
        address = resolve_requested_address(database, settings, place)
    except DomainError as refusal:
        yield error_finding(refusal.code, **refusal.values)
        return
    from tui_app.services.maintenance.doctor import diagnose

    yield from diagnose(environment.now(), address, smith)


def _check_key(path: Path, settings: Settings, place: AppPaths) -> Iterator[HealthFinding]:
    """Whether there is a key where there is a database; neither is made.

    Raises:
        DomainError: `key_unreadable`.
    """
    if not path.exists():
        lost = str(path.absolute()) in settings.me
        yield error_finding("database_lost", path=path) if lost else warning_finding("database_none", path=path)
    elif read_key(place.key) is None and read_pending_key(place.key) is None:
        yield error_finding("key_missing", path=place.key)
