"""The database commands in words: damage, verification and backups."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from msgspec import Struct

from tui_app.domain.maintenance.health_checks import Severity
from tui_app.domain.maintenance.integrity import BackupContents, CheckedStatements, DatabaseDamage, IntegrityReport
from tui_app.text.i18n import N_, _, format_message, ngettext


class CheckLine(Struct, frozen=True):
    """One line about something that was checked."""

    severity: Severity
    text: str


TEXT_INDENT = 11
"""Columns before the text: a sign, and a word for it."""
SEVERITY_SIGNS = {
    Severity.OK: ("✓", N_("OK")),
    Severity.WARNING: ("!", N_("warning")),
    Severity.ERROR: ("✗", N_("error")),
}

DAMAGE_MESSAGES = {
    "damaged": N_("The file is damaged: $where"),
    "page_changed": N_("Damaged on disk, or changed without the key: $where"),
    "points_nowhere": N_("A row refers to a missing row: $where"),
    "log_unguarded": N_("The log can be changed; its protection is missing: $where"),
    "column_missing": N_("This table or column is missing, or may not be read: $where"),
    "index_invalid": N_("An index is unreliable: $where. Run: REINDEX"),
    "rule_unchecked": N_("A schema constraint is disabled: $where"),
    "open_to_all": N_("Confidential text is not protected by row-level security: $where"),
    "unreadable": N_("This could not be read in full: $where"),
}


SIGN_IN_WAYS = {
    # `services.maintenance.moving.SignInWay` -> what to do on a computer whose owner is not known
    "name": N_("Nobody has a password yet: start Samtale and enter your name as it is written in the database."),
    "password": N_("Start Samtale and sign in with your name and password. Without one, ask an administrator."),
    "nobody": N_(
        "Start Samtale and sign in with a code below, then choose a password: until now no administrator had one."
    ),
    "sign_in_key_missing": N_(
        "The passwords in it need the sign-in key. Copy sign-in.key from the settings folder of the earlier computer.\n"
        "If it is lost, run: samtale rekey --sign-in"
    ),
    "sign_in_key_other": N_(
        "The passwords in it need another sign-in key than the one here. Copy sign-in.key from the earlier computer.\n"
        "If it is lost, run: samtale rekey --sign-in"
    ),
}


def format_check_line(line: CheckLine, width: int | None = None) -> str:
    """A line as it is printed: sign, word and text.

    Args:
        width: columns to wrap the text into; the commands on its further lines stay whole. None wraps nothing.
    """
    sign, word = SEVERITY_SIGNS[line.severity]
    first, *more = line.text.splitlines()
    if width is not None:
        first, *rest = wrap(first, max(20, width - TEXT_INDENT), break_long_words=False, break_on_hyphens=False)
        more = [*rest, *more]
    return "\n".join((f"{sign} {_(word):<8} {first}", *(f"{'':{TEXT_INDENT}}{row}" for row in more)))


def damage_message(damage: DatabaseDamage) -> str:
    """What is wrong with the database itself."""
    return format_message(_(DAMAGE_MESSAGES[damage.code]), where=damage.where)


def verification_lines(report: IntegrityReport) -> Iterator[CheckLine]:
    """What was checked, and what is wrong, by number."""
    yield _log_line(report)
    if report.has_earlier_head is not None:
        yield (
            CheckLine(Severity.OK, _("The earlier entry is still in the log."))
            if report.has_earlier_head
            else CheckLine(Severity.ERROR, _("The earlier entry is missing: the log was cut off or rewritten."))
        )
    yield from _minutes_lines(report)
    yield from _statement_lines(report.statements)
    if report.damage:
        yield from (CheckLine(Severity.ERROR, damage_message(damage)) for damage in report.damage)
    else:
        yield CheckLine(Severity.OK, format_message(_("Database: $count tables, intact"), count=report.tables))


def _log_line(report: IntegrityReport) -> CheckLine:
    if report.broken_entries:
        numbers = ", ".join(map(str, report.broken_entries))
        return CheckLine(Severity.ERROR, format_message(_("Log: tampered with at entry $numbers"), numbers=numbers))
    message = ngettext("Log: $count entry, chain intact", "Log: $count entries, chain intact", report.lines)
    return CheckLine(Severity.OK, format_message(message, count=report.lines))


def _minutes_lines(report: IntegrityReport) -> Iterator[CheckLine]:
    if report.altered_minutes:
        numbers = ", ".join(map(str, report.altered_minutes))
        yield CheckLine(
            Severity.ERROR, format_message(_("Minutes: these differ from what was signed: $numbers"), numbers=numbers)
        )
    if report.missing_minutes:
        numbers = ", ".join(map(str, report.missing_minutes))
        message = _("Minutes: signed ones are gone, or no longer count as signed; see log entry $numbers")
        yield CheckLine(Severity.ERROR, format_message(message, numbers=numbers))
    if report.unlogged_minutes:
        numbers = ", ".join(map(str, report.unlogged_minutes))
        message = _("Minutes: these count as signed, but the log does not show it: $numbers")
        yield CheckLine(Severity.ERROR, format_message(message, numbers=numbers))
    if report.altered_conversations:
        numbers = ", ".join(map(str, report.altered_conversations))
        message = _("Conversations: their state, or who can read them, is not as it was signed: $numbers")
        yield CheckLine(Severity.ERROR, format_message(message, numbers=numbers))
    wrong = (report.altered_minutes, report.missing_minutes, report.unlogged_minutes, report.altered_conversations)
    if not any(wrong):
        yield CheckLine(Severity.OK, format_message(_("Signed minutes: $count, all unchanged"), count=report.minutes))


def _statement_lines(checked: CheckedStatements) -> Iterator[CheckLine]:
    found = (
        (checked.altered, _("Statements: these differ from what was added: $numbers")),
        (checked.missing, _("Statements: some that were added are gone; see log entry $numbers")),
        (checked.unlogged, _("Statements: the log does not show that these were added: $numbers")),
    )
    for numbers, message in found:
        if numbers:
            yield CheckLine(Severity.ERROR, format_message(message, numbers=", ".join(map(str, numbers))))
    if checked.count and checked.is_intact:
        message = _("Statements: $count, all unchanged")
        if checked.unchecked:
            message = _("Statements: $count, unchanged as far as the log shows; too old to check: $older")
        yield CheckLine(Severity.OK, format_message(message, count=checked.count, older=checked.unchecked))


def log_head_message(report: IntegrityReport) -> str:
    """The last entry of the log, and why to keep it; empty if the log is."""
    if report.head is None:
        return ""
    return format_message(
        _(
            "The last log entry is $head\n"
            "Keep it outside this computer. To check later that it is still there: samtale verify "
            "--since $head"
        ),
        head=report.head,
    )


def backup_contents_text(contents: BackupContents) -> str:
    """What is in a backup, so that people recognise it."""
    people = format_message(ngettext("$count person", "$count people", contents.people), count=contents.people)
    if contents.written_at is None:
        return format_message(_("$people, nothing in the log yet"), people=people)
    return format_message(
        _("$people; last log entry from $moment: $head"),
        people=people,
        moment=f"{contents.written_at.astimezone():%Y-%m-%d %H:%M}",
        head=contents.head,
    )
