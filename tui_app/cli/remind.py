"""`samtale remind` and `samtale calendars`: what a timer runs for everybody, without anybody signed in.

What is said tells numbers and, in a dry run, who gets a letter; never what stands in one, since whoever runs the
command has no part in it.
"""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from tui_app import environment
from tui_app.cli.common import open_database
from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import DomainError
from tui_app.domain.reminders import ReminderContent, ReminderStatus
from tui_app.services.accounts import sessions
from tui_app.services.reminders import content as content_module
from tui_app.services.reminders import delivery as reminding
from tui_app.services.reminders.delivery import Recipient
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, ngettext, using_language
from tui_app.text.reminder_mail import SECTION_LABELS, reminder_mail

if TYPE_CHECKING:
    from tui_app.mail.smtp import DeliveryResult, MailServer

log = logging.getLogger("samtale.remind")
log.setLevel(logging.INFO)

DONE, PROBLEMS, FAILED = 0, 1, 2
"""Exit codes: all that was due was sent; some was not; nothing could be done."""


@dataclass
class ReminderRun:
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
    refusal: DomainError | None = None

    def run(self) -> None:
        """Go through everybody who is due a reminder; what ends the round early is kept in `refusal`."""
        try:
            for one in reminding.recipients(self.now):
                self._remind(one)
        except DomainError as refusal:
            self.refusal = refusal

    def _remind(self, one: Recipient) -> None:
        try:
            news = sessions.call_as(Session(one.person_id), content_module.collect, self.now)
        except DomainError as refusal:
            if refusal.code != "session_ended":
                raise
            return  # left, or closed, since they were found
        if news.is_empty:
            self.counts["quiet"] += 1
            if self.server:
                reminding.record_nothing_to_send(self.now, one)
        elif self.server is None:
            self.counts["due"] += 1
            self.letters.append({"name": one.name, "email": one.email, **news.counts})
        else:
            self._send(self.server, one, news)

    def _send(self, server: MailServer, one: Recipient, news: ReminderContent) -> None:
        from tui_app.mail.message import MailMessage, ascii_address, render_message
        from tui_app.mail.smtp import DeliveryResult, DeliveryStatus

        with using_language(one.settings.language):
            words = reminder_mail(one.name, news, self.now, bare=one.settings.bare)
        key = f"{one.person_id} {one.period.first.isoformat()}"
        whole = MailMessage(one.name, one.email, words.subject, words.text, words.html, one.settings.language, key)
        try:
            content = render_message(whole, self.sender, self.now)
        except DomainError:
            outcome = DeliveryResult(DeliveryStatus.REFUSED)
        else:
            outcome = server.deliver(ascii_address(one.email), content, partial(reminding.claim, self.now, one))
        self._keep(one, outcome)

    def _keep(self, one: Recipient, outcome: DeliveryResult) -> None:
        """Write down what became of a letter."""
        delivery = outcome.delivery.value
        if delivery == "sent":
            reminding.record_result(one, ReminderStatus.SENT)
        elif delivery == "unsure":
            reminding.record_result(one, ReminderStatus.UNSURE)
        elif delivery == "given_back":
            reminding.record_result(one, ReminderStatus.REFUSED)
        elif delivery == "refused":
            reminding.record_refusal(self.now, one)
        self.counts["refused" if delivery == "given_back" else delivery] += 1
        if outcome.code >= 300:
            log.warning("a reminder was refused with %d", outcome.code)

    @property
    def exit_code(self) -> int:
        """Whether all that was due was sent."""
        if self.refusal is not None:
            return PROBLEMS if self.counts["sent"] else FAILED
        return PROBLEMS if self.counts["refused"] or self.counts["unsure"] else DONE


def send_reminders(now: datetime, server: MailServer | None, sender: str, *, as_json: bool) -> int:
    """Send everybody who is due one a reminder, and say what was done; the exit code.

    Args:
        server: who takes the letters; None for a dry run.
        sender: the address in From.
    """
    done = ReminderRun(now, server, sender)
    done.run()
    log.info("reminders: %s", ", ".join(f"{what} {count}" for what, count in sorted(done.counts.items())) or "none")
    if as_json:
        said: dict[str, object] = {what: done.counts[what] for what in ("sent", "quiet", "refused", "unsure")}
        if server is None:
            said = {"would_be_sent": done.letters}
        refusal = done.refusal
        said["refusal"] = {"code": refusal.code, "reason": error_message(refusal)} if refusal else None
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        _print_run(done)
    return done.exit_code


def _print_run(done: ReminderRun) -> None:
    counts = done.counts
    if done.server is None:
        for one in done.letters:
            what = "; ".join(f"{_(label)}: {one[name]}" for name, label in SECTION_LABELS.items() if one[name])
            click.echo(f"{one['name']} <{one['email']}>: {what}")
        due = counts["due"]
        click.echo(
            format_message(
                ngettext("$count reminder would be sent.", "$count reminders would be sent.", due), count=due
            )
        )
    else:
        sent = counts["sent"]
        click.echo(format_message(ngettext("$count reminder sent.", "$count reminders sent.", sent), count=sent))
    if refused := counts["refused"]:
        message = ngettext(
            "The mail server refused $count. The next run tries again, three times in all.",
            "The mail server refused $count. The next run tries them again, three times in all.",
            refused,
        )
        click.echo(format_message(message, count=refused), err=True)
    if unsure := counts["unsure"]:
        message = ngettext(
            "The connection was lost while sending $count. It counts as sent, so no one gets two.",
            "The connection was lost while sending $count. They count as sent, so no one gets two.",
            unsure,
        )
        click.echo(format_message(message, count=unsure), err=True)
    if done.refusal:
        click.echo(error_message(done.refusal), err=True)


@click.command()
@click.option("--dry-run", is_flag=True, help="Say who would get one, and send nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def remind(database: str | None, dry_run: bool, as_json: bool) -> None:
    """Send reminders by e-mail to all who are due one; for a timer. See docs/reminders.md."""
    place = open_database(database)
    if dry_run:
        sys.exit(send_reminders(environment.now(), None, "", as_json=as_json))
    from tui_app.mail.settings import read_mail_settings, smtp_password
    from tui_app.mail.smtp import MailServer

    wanted = read_mail_settings(place.mail)
    password = smtp_password(wanted, place.mail.parent, environment.mail_password_variable())
    with MailServer(wanted, password) as server:
        code = send_reminders(environment.now(), server, wanted.sender, as_json=as_json)
    sys.exit(code)


COMMANDS = {"remind": remind}
