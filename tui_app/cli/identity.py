"""Finds out as whom a command runs: the owner of this computer, or a person who signs in for one command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_app import environment, wiring
from tui_app.cli.common import open_database
from tui_app.domain.errors import DomainError
from tui_app.text.i18n import _

if TYPE_CHECKING:
    from tui_app.domain.records.person import Viewer
    from tui_app.files.paths import AppPaths


def current_viewer(option: str | None) -> Viewer:
    """Open the database, and return the person as whom the command runs.

    Args:
        option: the address given with `--database`.

    Raises:
        DomainError: there is no database or nobody in it, it cannot be opened, or nobody could sign in.
    """
    target = open_database(option)
    if owner := wiring.sign_in_owner(target.settings, target.name):
        return owner[1]
    return _sign_in_at_prompt(target.paths)


def _sign_in_at_prompt(paths: AppPaths) -> Viewer:
    """Ask for name and password on a shared computer; the session ends at once.

    Raises:
        DomainError: there is no terminal to ask at, or the sign-in is refused.
    """
    from tui_app.services.accounts import first_start, sessions

    if first_start.is_empty():
        raise DomainError("nobody_here_yet")
    if not sys.stdin.isatty():
        raise DomainError("nobody_to_ask")
    hasher, now = wiring.password_hasher(paths), environment.now()
    name = click.prompt(_("Who"), err=True)
    password = click.prompt(_("Password"), hide_input=True, err=True)
    session = sessions.sign_in(now, hasher, environment.terminal_name(), name, password)
    if session is None:
        raise DomainError("choose_secret_first")
    viewer = sessions.get_viewer(session, now)
    sessions.sign_out(now, session)
    return viewer
