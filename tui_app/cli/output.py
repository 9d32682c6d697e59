"""Prints what commands have found."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import click

from tui_app import environment
from tui_app.cli.common import ExitCode, print_error
from tui_app.domain.text_normalization import clean_line
from tui_app.signs import is_unicode
from tui_app.text.i18n import _, format_message

PROGRESS_AFTER = 2
"""Seconds after which a command shows that it is still working."""
SCREEN_LINES = 12
"""How many lines of a list are printed, so that the whole answer fits a screen."""


class FilePath(click.Path):
    """The path of a file or folder on the command line; an empty one, as from an unset variable, is refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Convert as `click.Path` does."""
        if not str(value):
            self.fail(_("The name of a file or folder is needed; it was empty."), param, ctx)
        return super().convert(value, param, ctx)


def given_name(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Somebody's name on the command line, without blanks around it; an empty one would mean everybody.

    Raises:
        BadParameter: it is empty.
    """
    name = None if value is None else clean_line(value)
    if name == "":
        raise click.BadParameter(_("A name is needed; it was empty."), ctx, param)
    return name


def end_if_unlogged(*, is_logged: bool) -> None:
    """After something that was done with the whole database: say it, and end, if the log does not have it.

    Raises:
        SystemExit: it is not in the log.
    """
    if not is_logged:
        print_error(_("This is done, but the log could not be written: it does not have this."))
        sys.exit(ExitCode.PROBLEMS)


def terminal_width() -> int | None:
    """Columns of the terminal; None if the output goes to a file or another program, so that nothing is cut."""
    size = environment.terminal_size()
    return size.columns if size else None


class Progress:
    """Shows on standard error that work goes on, and how much of it is done where that is known."""

    def __init__(self) -> None:
        self._done = self._total = 0

    def count(self, done: int, total: int) -> None:
        """Note how much of the work is done."""
        self._done, self._total = done, total

    def show(self, is_done: Event) -> None:
        """Show it from two seconds on, each second, until the work is done."""
        seconds = 0
        while not is_done.wait(1):
            seconds += 1
            if seconds >= PROGRESS_AFTER:
                sys.stderr.write("\r\x1b[K" + self._line(seconds))
                sys.stderr.flush()
        if seconds >= PROGRESS_AFTER:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _line(self, seconds: int) -> str:
        if not self._total:
            return format_message(_("Working … $seconds s"), seconds=seconds)
        message = _("Working … $seconds s: $done of $total")
        return format_message(message, seconds=seconds, done=self._done, total=self._total)


@contextmanager
def showing_progress() -> Iterator[Progress]:
    """Show on standard error that work goes on, from two seconds on, each second; in a terminal only."""
    progress = Progress()
    if not sys.stderr.isatty():
        yield progress
        return
    done = Event()
    watcher = Thread(target=progress.show, args=(done,), daemon=True)
    watcher.start()
    try:
        yield progress
    finally:
        done.set()
        watcher.join()


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text."""
    click.echo("\n".join(lines))


def print_csv(rows: Iterable[Sequence[str]]) -> None:
    """Print rows separated by semicolons; no cell is a formula for a spreadsheet."""
    from tui_app.files.exports.csv_text import csv_text

    click.echo(csv_text(rows, "\n"), nl=False)


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as JSON; dates and other values that JSON lacks become strings."""
    click.echo(json.dumps(value, ensure_ascii=not is_unicode(sys.stdout.encoding), indent=indent, default=str))
