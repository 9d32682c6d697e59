"""Who asks at the prompt: whose computer it is, or whoever signs in for one command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_app import connection, environment, wiring
from tui_app.cli.common import load_user_settings
from tui_app.connection import resolve_requested_address
from tui_app.domain.errors import DomainError
from tui_app.text.i18n import _

if TYPE_CHECKING:
    from tui_app.domain.records.person import Viewer
    from tui_app.files.paths import AppPaths


def current_viewer(database: str | None) -> Viewer:
    """Whose computer this is, with the database open.

    Raises:
        DomainError: there is no database or nobody in it yet, or it cannot be opened.
    """
    place = environment.app_paths()
    settings = load_user_settings(place)
    if not (connection.requested_address(database, settings) or place.key.exists()):
        raise DomainError("nobody_here_yet")  # before a key is made for nothing
    address = resolve_requested_address(database, settings, place)
    if not connection.open_if_exists(address, settings):
        raise DomainError("nobody_here_yet")
    if owner := wiring.sign_in_owner(settings, connection.address_name(address)):
        return owner[1]
    return _sign_in_at_prompt(place)


def _sign_in_at_prompt(place: AppPaths) -> Viewer:
    """Whoever signs in at the prompt, on a computer where several take turns; for this one command.

    Raises:
        DomainError: nobody is there to be asked, or the secret is not right.
    """
    from tui_app.services.accounts import first_start, sessions

    if first_start.is_empty() or not sys.stdin.isatty():
        raise DomainError("nobody_here_yet" if first_start.is_empty() else "nobody_to_ask")
    smith, now = wiring.password_hasher(place), environment.now()
    who = click.prompt(_("Who"), err=True)
    secret = click.prompt(_("Password"), hide_input=True, err=True)
    session = sessions.sign_in(now, smith, environment.terminal_name(), who, secret)
    if session is None:
        raise DomainError("choose_secret_first")
    viewer = sessions.get_viewer(session, now)
    sessions.sign_out(now, session)
    return viewer
