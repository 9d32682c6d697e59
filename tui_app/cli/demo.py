"""The command `samtale demo`."""

from __future__ import annotations

import click

from tui_app import environment
from tui_app.cli.application import open_demo
from tui_app.cli.common import load_user_settings


@click.command()
def demo() -> None:
    """Try Samtale with a temporary demonstration team; your own data is not touched."""
    open_demo(load_user_settings(environment.app_paths()))


COMMANDS: dict[str, click.Command] = {"demo": demo}
