"""TODO-DOC."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable

import click


def terminal_width() -> int | None:
    """Cells of the terminal; None where the lines go to a file or another program, which gets all of them."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def print_lines(lines: Iterable[str]) -> None:
    click.echo("\n".join(lines))


def print_json(said: object) -> None:
    click.echo(json.dumps(said, ensure_ascii=False, indent=2, default=str))
