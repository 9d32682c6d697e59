"""TODO-DOC."""

from __future__ import annotations

import click

from tui_app import environment
from tui_app.cli.application import open_demo
from tui_app.cli.common import load_user_settings


@click.command()
def demo() -> None:
    """Look at a throwaway team; nothing real is touched."""
    open_demo(load_user_settings(environment.app_paths()))


COMMANDS: dict[str, click.Command] = {"demo": demo}
