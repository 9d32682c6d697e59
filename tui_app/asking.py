"""Who asks at the prompt: whose computer it is, or whoever signs in for one command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_app import bootstrap
from tui_app.cli import address_here, settings_here
from tui_app.domain.refusals import Refusal
from tui_app.ui.language import _

if TYPE_CHECKING:
    from tui_app.domain.records import Viewer
    from tui_app.files.places import Places


def viewer_here(database: str | None) -> Viewer:
    """Whose computer this is, with the database open.

    Raises:
        Refusal: there is no database or nobody in it yet, or it cannot be opened.
    """
    place = bootstrap.places()
    settings = settings_here(place)
    if not (bootstrap.wanted_database(database, settings) or place.key.exists()):
        raise Refusal("nobody_here_yet")  # before a key is made for nothing
    address = address_here(database, settings, place)
    if not bootstrap.connect(address, settings):
        raise Refusal("nobody_here_yet")
    if owner := bootstrap.owner(settings, bootstrap.name_of(address)):
        return owner[1]
    return _signed_in(place)


def _signed_in(place: Places) -> Viewer:
    """Whoever signs in at the prompt, on a computer where several take turns; for this one command.

    Raises:
        Refusal: nobody is there to be asked, or the secret is not right.
    """
    from tui_app.services import people, sessions

    if people.is_empty() or not sys.stdin.isatty():
        raise Refusal("nobody_here_yet" if people.is_empty() else "nobody_to_ask")
    smith, now = bootstrap.locksmith(place), bootstrap.now()
    who = click.prompt(_("Who"), err=True)
    secret = click.prompt(_("Secret"), hide_input=True, err=True)
    session = sessions.sign_in(now, smith, bootstrap.terminal(), who, secret)
    if session is None:
        raise Refusal("choose_secret_first")
    viewer = sessions.viewer_of(session, now)
    sessions.sign_out(now, session)
    return viewer
