"""Prints what commands have found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import click

from tui_app import environment


def terminal_width() -> int | None:
    """Columns of the terminal; None if the output goes to a file or another program, so that nothing is cut."""
    size = environment.terminal_size()
    return size.columns if size else None


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text."""
    click.echo("\n".join(lines))


def print_csv(rows: Iterable[Sequence[str]]) -> None:
    """Print rows separated by semicolons; no cell is a formula for a spreadsheet."""
    from tui_app.files.exports.csv_text import csv_text

    click.echo(csv_text(rows, "\n"), nl=False)


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as JSON; dates and other values that JSON lacks become strings."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent, default=str))
