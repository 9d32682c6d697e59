"""TODO-DOC."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from tui_app import environment
from tui_app.cli.common import open_database
from tui_app.cli.remind import log
from tui_app.domain.accounts.records import Session
from tui_app.domain.calendars import calendar_file_name
from tui_app.domain.errors import DomainError
from tui_app.services import calendars as own_calendar
from tui_app.services.accounts import sessions
from tui_app.services.reminders import delivery
from tui_app.text.calendars import calendar_event_title, calendar_name
from tui_app.text.i18n import _, format_message, using_language


@dataclass
class PublishedCounts:
    """What became of the calendars."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


def publish_calendars(now: datetime, folder: Path, zone: str, mode: int, *, as_json: bool) -> None:
    """Write everybody's calendar who has chosen to have one, remove those of others, and say what was done.

    Args:
        zone: name of the zone in which moments are told.
        mode: who may read the files.

    Raises:
        DomainError: the folder is not there, or cannot be written to.
    """
    from tui_app.files.calendars import subscriptions

    done, names = PublishedCounts(), set[str]()
    for one in delivery.subscribers(now):
        show = partial(own_calendar.own_calendar, bare=one.settings.bare)
        try:
            items = sessions.call_as(Session(one.person_id), show, now)
        except DomainError as refusal:
            if refusal.code != "session_ended":
                raise
            continue
        file = calendar_file_name(one.calendar_token)
        with using_language(one.settings.language):
            content = subscriptions.render_subscription(
                items, calendar_event_title, calendar=one.calendar_token, name=calendar_name(one.name), zone=zone, at=now
            )
        names.add(file)
        written = subscriptions.write_if_changed(folder / file, content, mode)
        done.written, done.unchanged = done.written + written, done.unchanged + (not written)
    done.removed = subscriptions.remove_unlisted(folder, names)
    _print_published(done, as_json=as_json)


def _print_published(done: PublishedCounts, *, as_json: bool) -> None:
    counts = {"written": done.written, "unchanged": done.unchanged, "removed": done.removed}
    log.info("calendars: %s", counts)
    if as_json:
        click.echo(json.dumps(counts))
    else:
        message = _("Calendars: $written written, $unchanged unchanged, $removed removed.")
        click.echo(format_message(message, **counts))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--mode", default="640", metavar="OCTAL", help="Who may read the files; 640 unless said otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def calendars(database: str | None, folder: Path, mode: str, as_json: bool) -> None:
    """Write the calendars that people subscribe to into FOLDER; for a timer. See docs/reminders.md."""
    if not re.fullmatch(r"0?[46][04][04]", mode):
        raise click.UsageError(_("Give the file mode as 600, 640 or 644."))
    open_database(database)
    publish_calendars(environment.now(), folder, environment.time_zone_name(), int(mode, 8), as_json=as_json)


COMMANDS: dict[str, click.Command] = {"calendars": calendars}
