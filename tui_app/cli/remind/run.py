"""One run of reminders: finds everyone who is due one, and sends each at most one message."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from tui_app.cli.common import timer_log
from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import DomainError
from tui_app.domain.records.reminder import NOT_DELIVERED, ReminderStatus
from tui_app.domain.reminders import ReminderContent, UndeliveredReminder
from tui_app.services.accounts import signed_in
from tui_app.services.reminders import content, delivery
from tui_app.services.reminders.delivery import Recipient
from tui_app.text.i18n import using_language
from tui_app.text.reminders.mail import reminder_mail

if TYPE_CHECKING:
    from tui_app.mail.smtp import DeliveryResult, MailServer


@dataclass
class ReminderRun:
    """One run.

    Attributes:
        now: in the organisation's time zone.
        server: None for a dry run, which sends and claims nothing.
        sender: the address in From.
        counts: outcome -> number of people.
        previews: in a dry run, who would get a reminder, with the numbers in it.
        undelivered: what the mail server did not take, in this run or earlier.
        error: what ended the run early, if anything.
    """

    now: datetime
    server: MailServer | None
    sender: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    previews: list[dict[str, object]] = field(default_factory=list)
    undelivered: tuple[UndeliveredReminder, ...] = ()
    error: DomainError | None = None

    def run(self) -> None:
        """Remind everyone who is due a reminder."""
        try:
            for recipient in delivery.recipients(self.now):
                self._remind_person(recipient)
        except DomainError as error:
            self.error = error
        if self.server:
            self.undelivered = delivery.undelivered(self.now)
        counts = ", ".join(f"{outcome} {count}" for outcome, count in sorted(self.counts.items()))
        timer_log.info("reminders: %s", counts or "none")

    def _remind_person(self, recipient: Recipient) -> None:
        try:
            news = signed_in.call_as(Session(recipient.person_id), content.collect, self.now)
        except DomainError as error:
            if error.code != "session_ended":
                raise
            return  # they have left, or their account was closed, since the run began
        if news.is_empty:
            self.counts["quiet"] += 1
            if self.server:
                delivery.record_nothing_to_send(self.now, recipient)
        elif self.server is None:
            self.counts["due"] += 1
            self.previews.append({"name": recipient.name, "email": recipient.email, **news.counts})
        else:
            self._send_message(self.server, recipient, news)

    def _send_message(self, server: MailServer, recipient: Recipient, news: ReminderContent) -> None:
        from tui_app.mail.message import MailMessage, render_message, usable_address
        from tui_app.mail.smtp import DeliveryResult, DeliveryStatus

        with using_language(recipient.settings.language):
            words = reminder_mail(recipient.name, news, self.now, bare=recipient.settings.bare)
        message = MailMessage(
            to_name=recipient.name,
            to_address=recipient.email,
            subject=words.subject,
            text=words.text,
            html=words.html,
            language=recipient.settings.language,
            idempotency_key=f"{recipient.person_id} {recipient.period.first.isoformat()}",
        )
        try:
            rendered = render_message(message, self.sender, self.now)
        except DomainError:
            result = DeliveryResult(DeliveryStatus.REFUSED)
        else:
            claim = partial(delivery.claim, self.now, recipient)
            result = server.deliver(usable_address(recipient.email), rendered, claim)
        self._record(recipient, result)

    def _record(self, recipient: Recipient, result: DeliveryResult) -> None:
        from tui_app.mail.smtp import DeliveryStatus

        if result.status is not DeliveryStatus.CLAIMED_ELSEWHERE:  # the other run records it
            status = ReminderStatus(result.status.value)
            if status in NOT_DELIVERED and not result.is_claimed:
                delivery.record_rejection(self.now, recipient, status, result.reply)
            else:
                delivery.record_result(recipient, status, result.reply)
        self.counts[result.status.value] += 1
        if result.code >= 300:
            timer_log.warning("a reminder was not taken: %d", result.code)
