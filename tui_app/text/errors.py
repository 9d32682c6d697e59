"""The messages for all errors: what happened, and what to do."""

from __future__ import annotations

from datetime import date
from string import Template
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.text.administration.error_messages import DATABASE_ERROR_MESSAGES
from tui_app.text.dates import full_date
from tui_app.text.i18n import N_, _, format_message
from tui_app.text.key_meanings import is_key

if TYPE_CHECKING:
    from tui_app.domain.forms.template_problems import InvalidContent

ERROR_MESSAGES = {
    **DATABASE_ERROR_MESSAGES,
    "not_allowed": N_("You cannot see or change this."),
    "not_found": N_("It no longer exists. Someone may have removed it."),
    "already_answered": N_("You have already answered this."),
    "changed_elsewhere": N_("$by just changed this. Check it again."),
    "action_is_closed": N_("“$text” is closed. Reopen it first."),
    "nothing_to_undo": N_("Nothing to undo."),
    "undo_not_allowed": N_("You can no longer change this for $name, so it cannot be undone."),
    "undo_too_late": N_("$by has since worked on it, so it cannot be undone."),
    "undo_pause_overlaps": N_("There is now another pause from $first to $last, so it cannot be undone."),
    "undo_asked_again": N_("There is a newer request for a follow-up, so it cannot be undone."),
    "last_administrator": N_(
        "No one would administer Samtale after this. Make someone else an administrator first (People and accounts)."
    ),
    "join_same": N_("That is the same entry. Choose the other one."),
    "join_erased": N_("One of the two is erased, so there is nothing left to join."),
    "join_to_own": N_(
        "Somebody signs in as $other. Only another administrator can join that entry with the one you are signed in "
        "with."
    ),
    "join_own": N_("You are signed in with this entry, so it is the one that stays."),
    "join_conversation": N_("$name and $other have a conversation with each other, so they are two people."),
    "join_leads": N_(
        "One of $name and $other leads the other, so they are two people. If they are one, change the leader first."
    ),
    "remove_own": N_("You cannot remove yourself."),
    "remove_belongings": N_(
        "$name cannot be removed: $belongings.\nIf they leave, set a last day. If they are in here twice, press $join."
    ),
    "administrator_none": N_(
        "No one administers this database any more.\nRun on the computer with its key: samtale administrator NAME"
    ),
    "administrator_exists": N_("$name is an administrator. Ask them: People and accounts has the key for it."),
    "not_empty": N_("There is already a team in the database."),
    "not_set_up": N_("No one is set up on this computer yet. Start Samtale once first."),
    "not_recognised": N_(
        "This database already has a team, but no one in it is called “$name”.\n"
        "Enter your name as it is written there, your employee number or your e-mail address."
    ),
    "too_few_people": N_("Hidden: these figures concern fewer than five people you cannot already see."),
    "person_not_found": N_("You cannot see the page or team of anyone called “$name”."),
    "several_people_found": N_("“$name” matches several: $names\nEnter more of the name, or the employee number."),
    "session_ended": N_("This session has ended. Sign in again."),
    "sign_in_refused": N_("Wrong name or password. Try again, or ask your leader for a new code."),
    "code_expired": N_("This code has expired. Ask whoever gave it to you for a new one."),
    "sign_in_wait": N_("Too many attempts. Wait $seconds s and try again."),
    "sign_in_first": N_("You need to sign in here. Start Samtale and sign in."),
    "sign_in_needs_terminal": N_("You need to sign in here. Run this in a terminal to be asked who you are."),
    "choose_password_first": N_("First start Samtale and choose a password with your code."),
    "not_saved": N_("Nothing is saved yet."),
    "already_asked": N_("You asked on $day. Your leader's Team screen shows it."),
    "request_answered": N_("$by has already answered this request."),
    "no_leader": N_("You have no leader here, so there is no one to ask."),
    "not_overdue": N_("You can only send reminders about other people's overdue actions."),
    "responsible_has_left": N_("$name has left and sees no reminder. Reassign the action: press $reassign."),
    "reminded_lately": N_("You can send another reminder from $day."),
    "not_done_yet": N_("“$text” is not done yet."),
    "no_password_yet": N_("Choose a password first."),
    "account_closed": N_("This account is closed, or the person has left."),
    "terminal_dumb": N_("Samtale cannot run on this terminal (TERM=$kind).\nRun: export TERM=xterm-256color"),
    "terminal_encoding": N_(
        "The terminal uses $encoding, which lacks some letters and signs; plain ones replace them.\n"
        "For all of them, run: export LC_ALL=C.UTF-8"
    ),
    "no_terminal": N_("Samtale needs a terminal. Over SSH, use: ssh -t"),
    "no_files_here": N_("Files cannot be read or written on this terminal."),
    "read_only": N_(
        "The database is read-only here: $path\nCheck the permissions of the file and its folder, and of the disk."
    ),
    "folder_unwritable": N_("Cannot write to this folder: $path\nCheck its permissions."),
    "network_disk": N_(
        "The database is on a network disk ($kind), where SQLite may damage it: $path\n"
        "Move it to a local disk and pass its path with --database. To share it between computers, use "
        "PostgreSQL."
    ),
    "connections_used_up": N_(
        "The database server has no connection left for this terminal: its limit is reached. Nothing was changed.\n"
        "Try again when somebody has signed out; docs/database.md says how to raise the limit."
    ),
    "wrong_key": N_(
        "The key does not open the database: $path\n"
        "Either it belongs to another key, whose file is needed, or it is damaged or is no Samtale database."
    ),
    "postgres_copies": N_(
        "PostgreSQL has its own tools for this; see “Back up” in README.md. Nothing was changed: $address"
    ),
    "address_unknown": N_("“$address” is not a database address. Use postgresql://… or a file path."),
    "postgres_driver_missing": N_("The PostgreSQL driver is missing. Install samtale with the postgres extra."),
    "settings_unreadable": N_("The settings cannot be read: $path\nFix or remove the file, then start again."),
    "settings_unwritable": N_("The settings could not be saved: $path"),
    "demo_team_unreadable": N_("The demonstration team cannot be read: $path\n$where: $expected"),
    "reader_changed": N_("$name is the leader here now. Nothing was shown to anyone; look again before you do."),
    "agreements_changed": N_("What was agreed has changed meanwhile. Read it again before you sign."),
    "comments_not_returned": N_(
        "You have just written a comment, at another terminal. Nothing is signed; check again."
    ),
    "step_impossible": N_("That cannot be done now. Someone may have taken the next step; check it again."),
    "minutes_are_closed": N_("The minutes are submitted or signed, so they cannot be edited now."),
    "preparation_is_closed": N_("The conversation is over, so the preparation can no longer be edited."),
    "already_written": N_("Something is written or agreed, so the start cannot be taken back."),
    "already_held": N_("The conversation has started, so what was shared stays shared."),
    "no_form": N_("This conversation was recorded without a form, so there is nothing to open."),
    "no_form_in_use": N_("No form is in use. Ask an administrator to publish one."),
    "times_overlap": N_("$one and $other are at the same time. Change one of them."),
    "not_planned_any_more": N_("This conversation is no longer planned: it was started or cancelled."),
    "minutes_corrupt": N_(
        "The submitted text is damaged, so it cannot be signed. Return the minutes and ask for them to "
        "be submitted again."
    ),
    "draft_exists": N_("This form already has a draft. Publish or delete it first."),
    "form_not_a_draft": N_("This version is published, so it cannot be edited. Start a new version."),
    "form_not_in_use": N_("This version is not in use."),
    "form_not_retired": N_("This version is not out of use."),
    "template_wrong": N_("The form cannot be used. Errors in it: $count"),
    "content_wrong": N_("This file cannot be used: $path\n$where: $problem"),
    "file_unreadable": N_("The file cannot be read: $path"),
    "file_exists": N_("A file with this name already exists: $path"),
    "file_needed": N_("Samtale itself needs this file: $path\nChoose another name."),
    "file_unwritable": N_(
        "The file cannot be written: $path\nCheck that the folder exists and that you can write to it."
    ),
    "file_no_room": N_("The disk is full, so this was not written: $path"),
    "file_kind_unknown": N_("This file type is not supported: $path"),
    "characters_missing": N_("Nothing was saved. A .md file shows every letter."),
    "mail_settings_missing": N_(
        "Mail is not set up on this computer yet: $path\ndocs/reminders.md explains what the file contains."
    ),
    "mail_settings_wrong": N_("The mail settings are not valid: $path\nCheck: $where"),
    "mail_not_encrypted": N_(
        "Messages and passwords must not be sent unencrypted: $path\nSet security to starttls or tls."
    ),
    "mail_password_missing": N_("The mail server's password is missing: $path"),
    "mail_password_readable": N_("Others can read the mail server's password: $path\nSet the file's mode to 0600."),
    "mail_password_unreadable": N_("The mail server's password cannot be read: $path"),
    "mail_unreachable": N_("The mail server cannot be reached: $host\nThe next run sends what was not sent."),
    "mail_not_trusted": N_("The mail server could not prove its identity, so nothing was sent: $host"),
    "mail_not_offered": N_("The mail server does not support what mail.toml asks for (TLS, or signing in): $host"),
    "mail_sign_in_refused": N_("The mail server rejected the name or the password: $host"),
    "mail_server_refuses": N_("The mail server accepts no mail from us right now. The next run tries again.\n$reply"),
    "mail_sender_not_taken": N_(
        "The mail server cannot send from $sender, which has letters other than a to z before the @: $host\n"
        "Choose another sender."
    ),
    "mail_address_unusable": N_("Mail cannot be sent to this address."),
    "calendar_empty": N_("Calendar entries need a time, and none of these has one any more."),
    "hold_exists": N_("There is already a hold on $name."),
    "pause_overlaps": N_("There is already a pause from $first to $last. Remove it first, or choose other days."),
    "date_empty": N_("When? For example 15.3, Friday, +14 or week 12."),
    "date_not_understood": N_("Not understood. Try 15.3, Friday, +14 or week 12."),
    "date_vague": N_("Which day? For example 15.3, mid-March, before Easter or week 12."),
    "date_repeated": N_("One day only: which is the first? For example Friday, 15.3 or week 12."),
    "date_month_first": N_("The day comes before the month: $day"),
    "date_with_time": N_("Only the day here, without a time: $day"),
    "date_does_not_exist": N_("That date does not exist."),
    "interval_not_understood": N_("Not understood. Try 4 weeks, every other month, quarterly or 4 times a year."),
    "interval_not_in_weeks": N_("Only whole weeks. For days, enter 7, 14, 21 days and so on."),
    "interval_not_in_months": N_("Only whole months, quarters or years."),
    "interval_too_long": N_("At most 26 weeks, or half a year."),
    "codes_stopped": N_("Stopped. Nobody got a code."),
    "import_stopped": N_("The import was stopped. Nothing was imported."),
    "no_import_to_undo": N_("There is no import that could be taken back."),
    "invalid": N_("Missing: $fields"),
}

FIELD_ERROR_MESSAGES = {
    "missing": N_("This is required."),
    "too_long": N_("This is too long."),
    "already_prepared": N_("Someone has already started preparing with this form, so it cannot be replaced."),
    "unknown_person": N_("No one here has that name. Type a few letters and choose."),
    "unknown_goal": N_("That goal no longer exists."),
    "number_taken": N_("Someone else has this number."),
    "email_taken": N_("Someone else has this e-mail address."),
    "leader_circle": N_("No one can lead their own leader."),
    "unknown_country": N_("No country has this code. Norway is NO."),
    "unknown_zone": N_("No time zone has this name. Norway's is Europe/Oslo."),
    "not_an_address": N_("Start with https://"),
    "not_an_email": N_("Mail cannot be sent to this address."),
    "not_in_form": N_("The form is not in this language. Choose another."),
    "unknown_template": N_("This form is no longer in use. Choose another."),
    "not_a_time": N_("What time? For example 9, 13.30 or 2 pm."),
    "time_unclear": N_("Morning or evening? For example 06.30 or 18.30."),
    "midnight_unclear": N_("For midnight, enter 00:00. For no time, leave it empty."),
    "time_skipped": N_("The clocks go forward that night, so this time does not exist. Choose another."),
    "not_an_answer": N_("This is not a valid answer to the question."),
    "not_a_report": N_("You can only plan conversations with people you lead. Choose someone in your team."),
    "only_with_own_reports": N_("You can only agree actions with people you lead, or for yourself."),
    "ends_before": N_("The last day is before the first, or in the past."),
    "same_person": N_("No one can cover for themselves."),
    "last_before_first": N_("The last day is before the first."),
    "pause_too_long": N_("A pause can last at most five years."),
    "often.missing": N_("How often? Weeks from 1 to 26, or days like 15.1, 1.9."),
    "first.missing": N_("From which day? For example 22.12 or week 28."),
    "last.missing": N_("Until which day? For example 4.1 or +14."),
    "not_a_number": N_("Enter a whole number."),
    "minutes.out_of_range": N_("From 1 to 240 minutes."),
    "out_of_range": N_("From −1000 to 1000."),
    "not_above": N_("The highest step must be above the lowest."),
    "too_many_steps": N_("At most 11 steps."),
    "bad_language": N_("Enter a language code, for example se."),
    "language_needed": N_("The form needs at least one language."),
    "password_too_short": N_("At least 8 characters."),
    "password_too_long": N_("At most 128 characters."),
    "password_common": N_("Too easy to guess. Try a short sentence of your own."),
    "not_the_same": N_("The two do not match."),
    "pin_not_six_digits": N_("Six digits."),
    "pin_common": N_("Too easy to guess. Choose other digits."),
    "too_few_months": N_("That is too short to be useful."),
    "too_many_months": N_("That is longer than anyone needs."),
    "shorter_than_agreed": N_("At least as long as closed actions and goals."),
    "text.missing": N_("What will be done?"),
    "responsible_id.missing": N_("Who does it?"),
    "due.missing": N_("When is it due? For example Friday, 15.3 or +14."),
    "name.missing": N_("What is the name?"),
    "reason.missing": N_("Why? A few words are enough."),
    "on.missing": N_("When? For example Friday, 15.3 or +14."),
    "topic.missing": N_("What will you talk about?"),
    "months.less_than_equal": N_("At most 60 months."),
    "person_id.missing": N_("With whom? Type a few letters of the name and choose."),
}


def error_message(error: DomainError) -> str:
    """The message for an error; for invalid input the message for its first field."""
    from tui_app.domain.forms.template_problems import InvalidContent

    if isinstance(error, InvalidInput) and error.problems:
        field, code = next(iter(error.problems.items()))
        return field_error_message(field, code)
    if isinstance(error, InvalidContent):
        return _content_message(error)
    message = ERROR_MESSAGES.get(error.code) or FIELD_ERROR_MESSAGES.get(error.code)
    message = message or N_("That failed ($code). Nothing was changed.")
    values = {name: _format_value(value) for name, value in error.values.items()}
    if error.code == "changed_elsewhere":
        values["by"] = values["by"] or _("Someone")
    message = _(message)
    if not values.get("path"):
        message = message.replace(": $path", ".")  # better than a place that nobody knows
    unnamed = {name: _("unknown") for name in Template(message).get_identifiers() if not is_key(name)}
    return format_message(message, **(unnamed | {"code": error.code} | values))


def _content_message(error: InvalidContent) -> str:
    """The first problem of a file, with its place."""
    from tui_app.text.forms.labels import form_problem_message, position_in_file

    first = error.problems[0]
    where, problem = position_in_file(first), form_problem_message(first)
    return format_message(_(ERROR_MESSAGES[error.code]), path=error.values["path"], where=where, problem=problem)


def _format_value(value: object) -> object:
    """Dates in full, what belongs to somebody in numbers; everything else as it is."""
    from tui_app.domain.people.joining import Belongings

    if isinstance(value, Belongings):
        from tui_app.text.administration.joining import belongings_text

        return belongings_text(value)
    return full_date(value) if type(value) is date else value


def field_error_message(field: str, code: str) -> str:
    """The message beside a field, for an error code of `InvalidInput`."""
    message = FIELD_ERROR_MESSAGES.get(f"{field}.{code}") or FIELD_ERROR_MESSAGES.get(code) or ERROR_MESSAGES.get(code)
    return _(message) if message else _("This is not valid yet.")
