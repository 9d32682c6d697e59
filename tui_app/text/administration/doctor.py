"""The findings of `samtale doctor` in words: what was found, and what to do."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import datetime

from tui_app.domain.errors import DomainError
from tui_app.domain.maintenance.health_checks import HealthFinding, Severity
from tui_app.domain.maintenance.integrity import DatabaseDamage
from tui_app.domain.text_normalization import clean_line
from tui_app.text.administration.database import DAMAGE_MESSAGES, damage_message
from tui_app.text.errors import error_message
from tui_app.text.i18n import N_, _, format_message, ngettext

FINDING_MESSAGES = {
    "versions": N_("Samtale $samtale, Python $python, Textual $textual, Peewee $peewee"),
    "engine_file": N_("The key opens the database: SQLite $version, encrypted with SQLCipher $cipher"),
    "engine_server": N_("The database responds: PostgreSQL $version"),
    "sqlite_old": N_(
        "SQLite $version can damage a database that two programs write to.\nRun: pip install --upgrade sqlcipher3"
    ),
    "terminal": N_("Terminal: $kind, $columns × $rows"),
    "terminal_none": N_("Terminal: none here, so not checked"),
    "terminal_small": N_("The terminal is too small: $columns × $rows. Make it at least 80 × 24."),
    "zone_unknown": N_(
        "The time zone has no name here, so calendar files use UTC.\nRun: timedatectl set-timezone Europe/Oslo"
    ),
    "folder_open": N_("Everyone on this computer can replace the files in $path\nRun: chmod o-w $quoted"),
    "anothers": N_("This belongs to another user of this computer: $path\nRun as root: chown $me $quoted"),
    "open_to_others": N_("Others on this computer can access $path\nRun: chmod $mode $quoted"),
    "database_none": N_("There is no database yet: $path\nStart Samtale once to create it."),
    "disk": N_("Disk: local ($kind)"),
    "disk_unknown": N_("Disk: type unknown; the database must not be on a network disk"),
    "room": N_("Free space: $free"),
    "room_little": N_("Disk space is low: $free. Free some before the next backup."),
    "room_none": N_("The disk is almost full: $free. Soon nothing can be saved."),
    "schema": N_("The schema matches this version ($newest)"),
    "schema_waits": N_(
        "The database is from an older version; the next start makes a verified backup beside it and upgrades it."
    ),
    "whole": N_("Quick check passed; run samtale verify for a full check"),
    "clock": N_("Clock: $now"),
    "clock_behind": N_(
        "The clock is or was wrong: it shows $now, but the log was written at $newest.\nRun: timedatectl set-ntp true"
    ),
    "clocks_apart": N_(
        "The clocks of this computer and the server differ by $seconds s.\nRun on both: timedatectl set-ntp true"
    ),
    "sign_in_key": N_("The sign-in key matches this database"),
    "sign_in_unused": N_("No one has chosen a password yet, so any sign-in key works"),
    "sign_in_key_missing": N_(
        "The sign-in key is missing here, so no one can sign in.\n"
        "Copy sign-in.key from the settings folder of a computer where it works.\n"
        "If it is lost everywhere, run: samtale rekey --sign-in (see docs/security.md)"
    ),
    "address_shared": N_(
        "Their e-mail address is also someone else's, so mail may reach the wrong person: $names\n"
        "Correct it, or join the two if they are one person (People and accounts)."
    ),
    "administrator": N_("Someone administers people and accounts"),
    "administrator_leaves": N_(
        "No one administers people and accounts after $day.\nMake someone else an administrator (People and accounts)."
    ),
    "sign_in_nobody": N_(
        "No administrator can sign in on this computer: none has a password or a valid code.\n"
        "Run: samtale rekey --sign-in"
    ),
    "backup": N_("Last backup: $last"),
    "backup_old": N_("The last backup is old: $last\nRun: samtale backup"),
    "backup_none": N_("No backup has been made yet.\nRun: samtale backup"),
    "backup_elsewhere": N_("Back up with PostgreSQL's own tools: pg_dump, or copies of the server"),
    "server_passes_rules": N_(
        "The database user bypasses row-level security, the second safeguard for confidential text.\n"
        "Use one that is neither superuser nor BYPASSRLS."
    ),
    "server_in_the_clear": N_("Traffic to the server can be intercepted.\nAdd to the address: ?sslmode=verify-full"),
}


def finding_message(finding: HealthFinding) -> str:
    """What was found, and in a second line what to do if something must be done."""
    if finding.code == "files_private":
        return _private_files_message(finding)
    if finding.code in DAMAGE_MESSAGES:
        return damage_message(DatabaseDamage(finding.code, str(finding.values["where"])))
    if finding.code not in FINDING_MESSAGES:
        return error_message(DomainError(finding.code, **finding.values))
    values = {name: _format_value(name, value) for name, value in finding.values.items()}
    if "path" in values:
        values["quoted"] = shlex.quote(values["path"])
    return format_message(_(FINDING_MESSAGES[finding.code]), **values)


def _private_files_message(finding: HealthFinding) -> str:
    count = int(str(finding.values["count"]))
    message = ngettext("$count file or folder, private to you", "$count files and folders, private to you", count)
    return format_message(message, count=count)


def _format_value(name: str, value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone():%Y-%m-%d %H:%M}"
    if name == "free":
        return _size_text(int(str(value)))
    return clean_line(str(value))


def _size_text(size: int) -> str:
    """A number of bytes as file managers show it: whole gigabytes, below one whole megabytes."""
    if gigabytes := size // 1_000_000_000:
        return format_message(_("$count GB"), count=gigabytes)
    return format_message(_("$count MB"), count=size // 1_000_000)


def findings_summary(findings: Sequence[HealthFinding]) -> str:
    """The number of problems and warnings in one line."""
    problems = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    if problems:
        return format_message(ngettext("$count problem.", "$count problems.", problems), count=problems)
    if warnings:
        return format_message(
            ngettext("No problems; $count warning.", "No problems; $count warnings.", warnings),
            count=warnings,
        )
    return _("No problems.")
