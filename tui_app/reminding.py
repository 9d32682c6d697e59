"""`samtale remind` and `samtale calendars`: what a timer runs for everybody, without anybody signed in.

What is said tells numbers and, in a dry run, who gets a letter; never what stands in one, since whoever runs the
command has no part in it.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_app import bootstrap
from tui_app.domain.accounts import Session
from tui_app.domain.appointments import file_name
from tui_app.domain.records import Sending
from tui_app.domain.refusals import Refusal
from tui_app.domain.reminders import News
from tui_app.keeping import opened
from tui_app.services import calendars as own_calendar
from tui_app.services import reminders, reminding, sessions
from tui_app.services.reminding import Recipient
from tui_app.ui.language import _, ngettext, speak, spoken, told
from tui_app.ui.refusals import words_for
from tui_app.ui.reminder_words import COUNTED, calendar_name, calendar_title, letter

if TYPE_CHECKING:
    from tui_app.mail.smtp import MailServer, Outcome

log = logging.getLogger("samtale.remind")
log.setLevel(logging.INFO)

DONE, PROBLEMS, FAILED = 0, 1, 2
"""Exit codes: all that was due was sent; some was not; nothing could be done."""


@dataclass
class Round:
    """One round of reminders.

    Attributes:
        now: the moment, in the organisation's zone.
        server: who takes the letters; None to send nothing and claim nothing.
        sender: the address in From.
        counts: outcome -> how many.
        letters: in a dry run, who would get one, with how much of what.
    """

    now: datetime
    server: MailServer | None
    sender: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    letters: list[dict[str, object]] = field(default_factory=list)
    refusal: Refusal | None = None

    def run(self) -> None:
        """Go through everybody who is due a reminder; what ends the round early is kept in `refusal`."""
        language = spoken()
        try:
            for one in reminding.recipients(self.now):
                self._remind(one)
        except Refusal as refusal:
            self.refusal = refusal
        finally:
            speak(language)

    def _remind(self, one: Recipient) -> None:
        try:
            news = sessions.acting(Session(one.person_id), reminders.news, self.now)
        except Refusal as refusal:
            if refusal.code != "session_ended":
                raise
            return  # left, or closed, since they were found
        if news.is_empty:
            self.counts["quiet"] += 1
            if self.server:
                reminding.keep_quiet(self.now, one)
        elif self.server is None:
            self.counts["due"] += 1
            self.letters.append({"name": one.name, "email": one.email, **news.counts})
        else:
            self._send(self.server, one, news)

    def _send(self, server: MailServer, one: Recipient, news: News) -> None:
        from tui_app.mail.letters import Letter, as_bytes, wire_address
        from tui_app.mail.smtp import Delivery, Outcome

        speak(one.ways.language)
        words = letter(one.name, news, self.now, bare=one.ways.bare)
        key = f"{one.person_id} {one.period.first.isoformat()}"
        whole = Letter(one.name, one.email, words.subject, words.text, words.html, one.ways.language, key)
        try:
            content = as_bytes(whole, self.sender, self.now)
        except Refusal:
            outcome = Outcome(Delivery.REFUSED)
        else:
            outcome = server.deliver(wire_address(one.email), content, partial(reminding.claim, self.now, one))
        self._keep(one, outcome)

    def _keep(self, one: Recipient, outcome: Outcome) -> None:
        """Write down what became of a letter."""
        delivery = outcome.delivery.value
        if delivery == "sent":
            reminding.settle(one, Sending.SENT)
        elif delivery == "unsure":
            reminding.settle(one, Sending.UNSURE)
        elif delivery == "given_back":
            reminding.settle(one, Sending.REFUSED)
        elif delivery == "refused":
            reminding.refuse(self.now, one)
        self.counts["refused" if delivery == "given_back" else delivery] += 1
        if outcome.code >= 300:
            log.warning("a reminder was refused with %d", outcome.code)

    @property
    def exit_code(self) -> int:
        """Whether all that was due was sent."""
        if self.refusal is not None:
            return PROBLEMS if self.counts["sent"] else FAILED
        return PROBLEMS if self.counts["refused"] or self.counts["unsure"] else DONE


def send(now: datetime, server: MailServer | None, sender: str, *, as_json: bool) -> int:
    """Send everybody who is due one a reminder, and say what was done; the exit code.

    Args:
        server: who takes the letters; None for a dry run.
        sender: the address in From.
    """
    done = Round(now, server, sender)
    done.run()
    log.info("reminders: %s", ", ".join(f"{what} {count}" for what, count in sorted(done.counts.items())) or "none")
    if as_json:
        said: dict[str, object] = {what: done.counts[what] for what in ("sent", "quiet", "refused", "unsure")}
        if server is None:
            said = {"would_be_sent": done.letters}
        refusal = done.refusal
        said["refusal"] = {"code": refusal.code, "reason": words_for(refusal)} if refusal else None
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        _say(done)
    return done.exit_code


def _say(done: Round) -> None:
    counts = done.counts
    if done.server is None:
        for one in done.letters:
            what = "; ".join(f"{_(label)}: {one[name]}" for name, label in COUNTED.items() if one[name])
            click.echo(f"{one['name']} <{one['email']}>: {what}")
        due = counts["due"]
        click.echo(told(ngettext("$count reminder would be sent.", "$count reminders would be sent.", due), count=due))
    else:
        sent = counts["sent"]
        click.echo(told(ngettext("$count reminder sent.", "$count reminders sent.", sent), count=sent))
    if refused := counts["refused"]:
        message = ngettext(
            "The mail server refused $count. It is tried again at the next run, three times in all.",
            "The mail server refused $count. They are tried again at the next run, three times in all.",
            refused,
        )
        click.echo(told(message, count=refused), err=True)
    if unsure := counts["unsure"]:
        message = ngettext(
            "The line was lost while $count was handed over. It counts as sent: nobody gets two.",
            "The line was lost while $count were handed over. They count as sent: nobody gets two.",
            unsure,
        )
        click.echo(told(message, count=unsure), err=True)
    if done.refusal:
        click.echo(words_for(done.refusal), err=True)


@dataclass
class Published:
    """What became of the calendars."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


def publish(now: datetime, folder: Path, zone: str, mode: int, *, as_json: bool) -> None:
    """Write everybody's calendar who has chosen to have one, remove those of others, and say what was done.

    Args:
        zone: name of the zone in which moments are told.
        mode: who may read the files.

    Raises:
        Refusal: the folder is not there, or cannot be written to.
    """
    from tui_app.files import subscriptions

    done, names, language = Published(), set[str](), spoken()
    try:
        for one in reminding.subscribers(now):
            speak(one.ways.language)
            show = partial(own_calendar.mine, bare=one.ways.bare)
            try:
                items = sessions.acting(Session(one.person_id), show, now)
            except Refusal as refusal:
                if refusal.code != "session_ended":
                    raise
                continue
            name, file = calendar_name(one.name), file_name(one.calendar)
            content = subscriptions.as_subscription(
                items, calendar_title, calendar=one.calendar, name=name, zone=zone, at=now
            )
            names.add(file)
            written = subscriptions.publish(folder / file, content, mode)
            done.written, done.unchanged = done.written + written, done.unchanged + (not written)
        done.removed = subscriptions.withdraw(folder, names)
    finally:
        speak(language)
    _say_published(done, as_json=as_json)


def _say_published(done: Published, *, as_json: bool) -> None:
    counts = {"written": done.written, "unchanged": done.unchanged, "removed": done.removed}
    log.info("calendars: %s", counts)
    if as_json:
        click.echo(json.dumps(counts))
    else:
        message = _("Calendars: $written written, $unchanged as before, $removed removed.")
        click.echo(told(message, **counts))


@click.command()
@click.option("--dry-run", is_flag=True, help="Say who would get one, and send nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def remind(database: str | None, dry_run: bool, as_json: bool) -> None:
    """Send reminders by e-mail to all who are due one; for a timer. See docs/reminders.md."""
    place = opened(database)
    if dry_run:
        sys.exit(send(bootstrap.now(), None, "", as_json=as_json))
    from tui_app.mail.settings import password_for, read_settings
    from tui_app.mail.smtp import MailServer

    wanted = read_settings(place.mail)
    password = password_for(wanted, place.mail.parent, bootstrap.mail_password())
    with MailServer(wanted, password) as server:
        code = send(bootstrap.now(), server, wanted.sender, as_json=as_json)
    sys.exit(code)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--mode", default="640", metavar="OCTAL", help="Who may read the files; 640 unless said otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def calendars(database: str | None, folder: Path, mode: str, as_json: bool) -> None:
    """Write the calendars that people subscribe to into FOLDER; for a timer. See docs/reminders.md."""
    if not re.fullmatch(r"0?[46][04][04]", mode):
        raise click.UsageError(_("Say who may read the files as 600, 640 or 644."))
    opened(database)
    publish(bootstrap.now(), folder, bootstrap.zone_name(), int(mode, 8), as_json=as_json)


COMMANDS = {"remind": remind, "calendars": calendars}
