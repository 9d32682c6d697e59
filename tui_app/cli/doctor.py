"""The command `samtale doctor`, which checks this computer and its database."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_app import __version__, connection, environment, wiring
from tui_app.cli.common import ExitCode, asks_who, load_user_settings
from tui_app.cli.output import print_json, showing_progress, terminal_width
from tui_app.connection import DatabaseTarget
from tui_app.domain.errors import DomainError
from tui_app.domain.maintenance import health_checks
from tui_app.domain.maintenance.health_checks import HealthFinding, Severity, error_finding, ok_finding, warning_finding
from tui_app.files.file_permissions import inspect_files
from tui_app.files.keys import read_key, read_pending_key
from tui_app.files.settings import Settings

if TYPE_CHECKING:
    from tui_app.services.accounts.password_hasher import PasswordHasher


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def doctor(database: str | None, as_json: bool) -> None:
    """Check this computer for problems and suggest fixes. Changes nothing."""
    from tui_app.text.administration.database import CheckLine, format_check_line
    from tui_app.text.administration.doctor import finding_message, findings_summary

    with showing_progress():
        findings = list(_examine(database))
    is_well = not any(finding.severity is Severity.ERROR for finding in findings)
    if as_json:
        rows = [
            {
                "code": finding.code,
                "standing": finding.severity,
                "values": dict(finding.values),
                "words": finding_message(finding),
            }
            for finding in findings
        ]
        print_json({"well": is_well, "findings": rows})
    else:
        width = terminal_width()
        for finding in findings:
            click.echo(format_check_line(CheckLine(finding.severity, finding_message(finding)), width))
        click.echo(findings_summary(findings))
    if not is_well:
        sys.exit(ExitCode.PROBLEMS)


COMMANDS: dict[str, click.Command] = {"doctor": doctor}


def _examine(option: str | None) -> Iterator[HealthFinding]:
    paths = environment.app_paths()
    settings = Settings()
    settings_error: DomainError | None = None
    try:
        settings = load_user_settings(paths)
    except DomainError as error:
        settings_error = error
    yield ok_finding(
        "versions",
        samtale=__version__,
        python=platform.python_version(),
        textual=version("textual"),
        peewee=version("peewee"),
    )
    yield from health_checks.check_terminal(
        environment.terminal_type(), environment.terminal_size(), sys.stdout.encoding
    )
    if not environment.time_zone_name(""):
        yield warning_finding("zone_unknown")
    if settings_error:
        yield _as_finding(settings_error)
    yield from _check_database(connection.find_target(option, paths, settings))


def _as_finding(error: DomainError) -> HealthFinding:
    return error_finding(error.code, **error.values)


def _check_database(target: DatabaseTarget) -> Iterator[HealthFinding]:
    try:
        path = target.sqlite_path
    except DomainError as error:
        yield _as_finding(error)
        return
    yield from health_checks.check_files(inspect_files(target.paths, path), environment.user_id())
    hasher: PasswordHasher | None = None
    try:
        if read_key(target.paths.sign_in_key):
            hasher = wiring.password_hasher(target.paths)
        if path is not None and (finding := _check_key(path, target)):
            yield finding
            return
        address = target.address()
    except DomainError as error:
        yield _as_finding(error)
        return
    from tui_app.services.maintenance.doctor import diagnose

    yield from diagnose(environment.now(), address, hasher, asks_who=asks_who(target))


def _check_key(path: Path, target: DatabaseTarget) -> HealthFinding | None:
    """A finding if the SQLite file or its key is missing; neither is created.

    Raises:
        DomainError: `key_unreadable`.
    """
    if target.is_lost:
        return error_finding("database_lost", path=path)
    if not path.exists():
        return warning_finding("database_none", path=path)
    if read_key(target.paths.key) is None and read_pending_key(target.paths.key) is None:
        return error_finding("key_missing", path=target.paths.key)
    return None
