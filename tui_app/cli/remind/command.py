"""The command `samtale remind`, which a timer runs to send reminders.

It prints numbers, whom the mail server refuses and, in a dry run, who would get a reminder; never the content of one,
which is not for the person who runs the command.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_app import environment
from tui_app.cli.common import ExitCode, open_database
from tui_app.cli.output import print_json, showing_progress
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.reminders.mail import SECTION_LABELS, undelivered_line, undelivered_reason

if TYPE_CHECKING:
    from tui_app.cli.remind.run import ReminderRun
    from tui_app.domain.reminders import UndeliveredReminder


@click.command()
@click.option("--dry-run", is_flag=True, help="Show who would get a reminder without sending any.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def remind(database: str | None, dry_run: bool, as_json: bool) -> None:
    """E-mail everyone who is due a reminder. Run it from a timer; see docs/reminders.md."""
    paths = open_database(database).paths
    from tui_app.cli.remind.run import ReminderRun

    if dry_run:
        run = ReminderRun(environment.now(), None)
        with showing_progress():
            run.run()
    else:
        from tui_app.mail.settings import read_mail_settings, smtp_password
        from tui_app.mail.smtp import MailServer

        settings = read_mail_settings(paths.mail_settings)
        password = smtp_password(settings, paths.mail_settings.parent, environment.mail_password_variable())
        with MailServer(settings, password) as server, showing_progress():
            run = ReminderRun(environment.now(), server, settings.sender)
            run.run()
    if as_json:
        print_json(_run_as_json(run))
    else:
        _print_run(run)
    sys.exit(_exit_code(run))


COMMANDS: dict[str, click.Command] = {"remind": remind}


def _exit_code(run: ReminderRun) -> ExitCode:
    if run.error is not None and not run.counts["sent"]:
        return ExitCode.FAILED
    if run.error is not None or run.undelivered or run.counts["unsure"]:
        return ExitCode.PROBLEMS
    return ExitCode.DONE


_OUTCOMES = ("sent", "quiet", "refused", "deferred", "unsure")


def _undelivered_as_json(one: UndeliveredReminder) -> dict[str, object]:
    return {
        "id": one.person_id,
        "name": one.name,
        "email": one.email,
        "given_up": one.last.is_given_up,
        "reason": undelivered_reason(one),
    }


def _run_as_json(run: ReminderRun) -> dict[str, object]:
    result: dict[str, object] = {outcome: run.counts[outcome] for outcome in _OUTCOMES}
    result["undelivered"] = [_undelivered_as_json(one) for one in run.undelivered]
    if run.server is None:
        result = {"would_be_sent": run.previews}
    error = run.error
    result["refusal"] = {"code": error.code, "reason": error_message(error)} if error else None
    return result


def _print_run(run: ReminderRun) -> None:
    counts = run.counts
    if run.server is None:
        for preview in run.previews:
            sections = [f"{_(label)}: {preview[name]}" for name, label in SECTION_LABELS.items() if preview[name]]
            click.echo(f"{preview['name']} <{preview['email']}>: {'; '.join(sections)}")
        due = counts["due"]
        message = ngettext("$count reminder would be sent.", "$count reminders would be sent.", due)
        click.echo(format_message(message, count=due))
    else:
        sent = counts["sent"]
        click.echo(format_message(ngettext("$count reminder sent.", "$count reminders sent.", sent), count=sent))
    for one in run.undelivered:
        click.echo(undelivered_line(one), err=True)
    if unsure := counts["unsure"]:
        message = ngettext(
            "The connection was lost while sending $count. It counts as sent, so no one gets two.",
            "The connection was lost while sending $count. They count as sent, so no one gets two.",
            unsure,
        )
        click.echo(format_message(message, count=unsure), err=True)
    if run.error:
        click.echo(error_message(run.error), err=True)
