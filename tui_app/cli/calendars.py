"""The command `samtale calendars`, which a timer runs to publish the calendars that people subscribe to."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from tui_app import environment
from tui_app.cli.common import open_database, timer_log
from tui_app.cli.output import FilePath, print_json, showing_progress
from tui_app.domain.accounts.records import Session
from tui_app.domain.calendars import calendar_file_name
from tui_app.domain.errors import DomainError
from tui_app.text.conversations.calendars import calendar_event_title, calendar_name
from tui_app.text.i18n import _, format_message, using_language


@dataclass
class PublishedCounts:
    """How many calendars were written, were up to date, and were removed."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


def publish_calendars(now: datetime, folder: Path, zone: str, mode: int) -> PublishedCounts:
    """Write the calendar of everyone who has chosen to have one, and remove all others.

    Args:
        zone: name of the time zone of the times in the files.
        mode: permissions of the files.

    Raises:
        DomainError: `file_unwritable`: the folder does not exist or cannot be written to.
    """
    from tui_app.files.calendars import subscriptions
    from tui_app.services import calendars as service
    from tui_app.services.accounts import sessions
    from tui_app.services.reminders import delivery

    counts, names = PublishedCounts(), set[str]()
    for subscriber in delivery.subscribers(now):
        read_calendar = partial(service.own_calendar, bare=subscriber.settings.bare)
        try:
            items = sessions.call_as(Session(subscriber.person_id), read_calendar, now)
        except DomainError as error:
            if error.code != "session_ended":
                raise
            continue
        with using_language(subscriber.settings.language):
            content = subscriptions.render_subscription(
                items,
                calendar_event_title,
                calendar=subscriber.calendar_token,
                name=calendar_name(subscriber.name),
                zone=zone,
                at=now,
            )
        name = calendar_file_name(subscriber.calendar_token)
        names.add(name)
        if subscriptions.write_if_changed(folder / name, content, mode):
            counts.written += 1
        else:
            counts.unchanged += 1
    counts.removed = subscriptions.remove_unlisted(folder, names)
    return counts


@click.command()
@click.argument("folder", type=FilePath(path_type=Path, file_okay=False, exists=True))
@click.option("--mode", default="640", metavar="OCTAL", help="File mode. Default: 640.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def calendars(database: str | None, folder: Path, mode: str, as_json: bool) -> None:
    """Write the calendars people subscribe to into FOLDER. Run it from a timer; see docs/reminders.md."""
    if not re.fullmatch(r"0?[46][04][04]", mode):
        raise click.UsageError(_("Give the file mode as 600, 640 or 644."))
    open_database(database)
    with showing_progress():
        published = publish_calendars(environment.now(), folder, environment.time_zone_name(), int(mode, 8))
    counts = asdict(published)
    timer_log.info("calendars: %s", counts)
    if as_json:
        print_json(counts, indent=None)
    else:
        message = _("Calendars: $written written, $unchanged unchanged, $removed removed.")
        click.echo(format_message(message, **counts))


COMMANDS: dict[str, click.Command] = {"calendars": calendars}
