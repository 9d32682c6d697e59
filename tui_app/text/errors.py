"""The words for every refusal: what happened, and what to do."""

from __future__ import annotations

from datetime import date

from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.text.dates import full_date
from tui_app.text.i18n import N_, _, current_language, format_message

ERROR_MESSAGES = {
    "not_allowed": N_("That is not yours to see or change."),
    "not_found": N_("It is not there any more. Somebody may have removed it."),
    "changed_elsewhere": N_("$by changed this just now. Look at it again."),
    "action_is_closed": N_("«$text» is closed. Reopen it first."),
    "nothing_to_undo": N_("Nothing to undo."),
    "undo_too_late": N_("$by has gone on working on it, so it cannot be undone."),
    "not_empty": N_("There is a team in the database already."),
    "nobody_here_yet": N_("Nobody is set up on this computer yet. Start samtale once first."),
    "not_recognised": N_(
        "There is a team in this database already, but nobody in it is called «$name».\n"
        "Write your name as it stands there, your employee number or your e-mail address."
    ),
    "too_few_people": N_(
        "Beside the figures that you see already, these would tell of fewer than five people, so they are not shown."
    ),
    "nobody_called": N_("Nobody whose page or team you may see is called «$name»."),
    "several_called": N_("«$name» may be several: $names\nWrite more of the name, or the employee number."),
    "session_ended": N_("This session has ended. Sign in again."),
    "sign_in_refused": N_("That was not right: the name or the secret. Try again, or ask your leader for a new code."),
    "sign_in_wait": N_("Too many tries. Wait $seconds s before you try again."),
    "sign_in_first": N_("People sign in here first. Start Samtale and sign in."),
    "nobody_to_ask": N_("People sign in here first. Run this in a terminal, and it asks who you are."),
    "choose_secret_first": N_("Start Samtale and choose your own secret with the code first."),
    "sign_in_key_other": N_(
        "This computer's sign-in key is not the one of this database, so nobody can sign in here yet.\n"
        "Copy sign-in.key from the settings folder of a computer where it works.\n"
        "If it is lost everywhere, run: samtale rekey --sign-in (see docs/security.md)"
    ),
    "not_saved": N_("Nothing is saved yet."),
    "asked_already": N_("You asked on $day; it stands on your leader's Team screen."),
    "nobody_leads": N_("Nobody leads you here, so there is nobody to ask."),
    "not_overdue": N_("Only what is overdue, and somebody else's, is reminded of."),
    "reminded_lately": N_("They were reminded lately. From $day you can do it again."),
    "not_done_yet": N_("«$text» is not done yet."),
    "secret_first": N_("Choose a secret first."),
    "account_closed": N_("This account is closed, or the person has left."),
    "no_terminal": N_("Samtale needs a terminal. Over SSH, ask for one with: ssh -t"),
    "no_files_here": N_("On this terminal nothing is read from files or written to them."),
    "disk_full": N_("The disk is full. Nothing was lost, but nothing can be saved until there is room."),
    "read_only": N_("The database may be read but not written. Check the rights of its folder."),
    "folder_unwritable": N_("$path cannot be written to. Check the rights of the folder."),
    "database_missing": N_("The database is not there: $path"),
    "database_lost": N_(
        "The database that was used before is gone: $path\n"
        "Put it back from a backup, or name another with --database. Nothing was made in its place."
    ),
    "database_damaged": N_("The database is damaged, or its disk cannot be read: $path\nPut it back from a backup."),
    "network_disk": N_(
        "The database lies on a network disk ($kind), where SQLite may damage it: $path\n"
        "Move it to a disk of this computer, and name that with --database; several computers share PostgreSQL."
    ),
    "database_busy": N_("The database is busy. Nothing was changed. Try again in a moment."),
    "database_refuses": N_("The database refuses: wrong name, password or rights."),
    "database_unreachable": N_(
        "The database cannot be reached. Nothing was changed. Check the network and the address."
    ),
    "database_failed": N_("The database could not do that. Nothing was changed."),
    "wrong_key": N_("The key does not open the database: $path\nPut back the key file that belongs to it."),
    "key_missing": N_(
        "The key of the database is gone: $path\nPut it back from your backup; without it the database stays shut."
    ),
    "key_unreadable": N_("The key of the database cannot be read: $path"),
    "schema_newer": N_("The database was made by a newer Samtale. Update the program on this computer."),
    "schema_older": N_("The database is from an older Samtale. Let an administrator run: samtale upgrade"),
    "schema_missing": N_("There is no Samtale in this database yet. Let an administrator run: samtale upgrade"),
    "backup_failed": N_("No backup could be made, so nothing was changed: $path"),
    "backup_damaged": N_("This backup is damaged, or no database of Samtale: $path\nNothing was changed."),
    "backup_not_whole": N_(
        "This backup opens, but its log or its signed minutes were tampered with: $path\nNothing was changed."
    ),
    "database_in_use": N_("Another program has the database open: $path\nClose Samtale everywhere, then try again."),
    "key_serves_others": N_(
        "The same key opens another database too: $path\n"
        "Nothing was changed. Move that one away first, and its key with it."
    ),
    "postgres_copies": N_(
        "PostgreSQL has its own tools for this; see «Back up» in README.md. Nothing was changed: $address"
    ),
    "address_unknown": N_("«$address» is no database address. Use postgresql://… or the path of a file."),
    "postgres_driver_missing": N_("The driver for PostgreSQL is missing. Install samtale with its extra: postgres"),
    "settings_unreadable": N_("The settings cannot be read: $path\nMend or remove the file, then start again."),
    "settings_unwritable": N_("The settings could not be saved: $path"),
    "demo_team_unreadable": N_("The demonstration team cannot be read: $path\n$where: $expected"),
    "step_impossible": N_("That cannot be done now. Somebody may have gone a step further; look at it again."),
    "minutes_are_closed": N_("The minutes are submitted or signed, so nothing can be written in them now."),
    "preparation_is_closed": N_("The conversation is over, so the preparation can no longer be changed."),
    "already_held": N_("The conversation has begun, so what was shared stays shared."),
    "no_form": N_("This conversation was noted without a form, so there is no sheet to open."),
    "no_form_in_use": N_("No form is in use. Let an administrator publish one."),
    "slots_meet": N_("$one and $other are at the same time. Give one of them another."),
    "not_planned_any_more": N_("This conversation is not planned any more: it was begun or cancelled."),
    "minutes_broken": N_(
        "The submitted text is damaged, so it cannot be signed. Return the minutes and let them be submitted again."
    ),
    "draft_exists": N_("There is a draft of this form already. Publish or delete that one first."),
    "form_not_a_draft": N_("This version is published, so it cannot be changed. Begin a new version."),
    "form_not_in_use": N_("This version is not in use."),
    "template_wrong": N_("The form cannot be used. Mistakes in it: $count"),
    "question_bank_unreadable": N_("The open questions cannot be read: $path\n$where: $expected"),
    "file_unreadable": N_("The file cannot be read: $path"),
    "file_exists": N_("There is a file of this name already: $path"),
    "file_unwritable": N_("The file cannot be written: $path\nCheck that the folder is there and may be written to."),
    "file_kind_unknown": N_("Files of this kind cannot be made: $path"),
    "mail_settings_missing": N_(
        "How mail is sent from this computer is not said yet: $path\ndocs/reminders.md shows what stands in it."
    ),
    "mail_settings_wrong": N_("The mail settings are not right: $path\nLook at: $where"),
    "mail_in_the_clear": N_(
        "Letters and passwords do not go over the network in the clear: $path\nSet security to starttls or tls."
    ),
    "mail_password_missing": N_("The mail server's password is missing: $path"),
    "mail_password_open": N_("Others can read the mail server's password: $path\nGive it the mode 0600."),
    "mail_password_unreadable": N_("The mail server's password cannot be read: $path"),
    "mail_unreachable": N_("The mail server cannot be reached: $host\nWhat was not sent is sent at the next run."),
    "mail_not_trusted": N_("The mail server cannot prove who it is, so nothing was sent: $host"),
    "mail_not_offered": N_("The mail server does not offer what mail.toml asks for (TLS, or signing in): $host"),
    "mail_sign_in_refused": N_("The mail server refuses the name or the password: $host"),
    "mail_takes_nothing": N_(
        "The mail server takes nothing more from us at the moment ($number). The rest is sent at the next run."
    ),
    "mail_address_unusable": N_("No mail can be sent to this address."),
    "calendar_empty": N_("A calendar needs a time of day, and none of these has one any more."),
    "held_already": N_("A hold stands about $name already."),
    "date_empty": N_("When? For example 15.3, friday, +14 or week 12."),
    "date_not_understood": N_("Not understood. Try 15.3, friday, +14 or week 12."),
    "date_does_not_exist": N_("There is no such day."),
    "invalid": N_("Something is missing: $fields"),
}

FIELD_ERROR_MESSAGES = {
    "missing": N_("This is missing."),
    "too_long": N_("This is too long."),
    "already_prepared": N_("Somebody has begun to prepare in this form, so it stays."),
    "unknown_person": N_("Nobody here has that name. Type a few letters and choose."),
    "unknown_goal": N_("That goal is not there any more."),
    "number_taken": N_("Somebody else has this number."),
    "leader_circle": N_("Nobody can lead their own leader."),
    "unknown_country": N_("No country has this code. Norway is NO."),
    "unknown_zone": N_("No time zone has this name. Norway's is Europe/Oslo."),
    "not_an_address": N_("Begin with https://"),
    "not_an_email": N_("This is no e-mail address."),
    "unknown_template": N_("This form is not in use any more. Choose another."),
    "not_a_time": N_("What time? For example 9 or 13.30."),
    "not_an_answer": N_("This does not fit the question."),
    "not_a_report": N_("You plan conversations with those you lead. Choose somebody of your team."),
    "not_mine_to_agree": N_("You agree actions with those you lead, and about yourself."),
    "ends_before": N_("The last day is before the first, or past."),
    "same_person": N_("Nobody stands in for themselves."),
    "last_before_first": N_("The last day is before the first."),
    "pause_too_long": N_("A pause lasts at most five years."),
    "not_often": N_("How often? Weeks from 1 to 26, or days like 15.1, 1.9."),
    "often.missing": N_("How often? Weeks from 1 to 26, or days like 15.1, 1.9."),
    "first.missing": N_("From which day? For example 22.12 or week 28."),
    "last.missing": N_("Until which day? For example 4.1 or +14."),
    "not_a_number": N_("Write a whole number."),
    "minutes.out_of_range": N_("From 1 to 240 minutes."),
    "out_of_range": N_("From −1000 to 1000."),
    "not_above": N_("The highest step must be above the lowest."),
    "too_many_steps": N_("At most 11 steps."),
    "bad_language": N_("Write the code of a language, for example se."),
    "language_needed": N_("The form needs one language at least."),
    "secret_too_short": N_("At least 8 characters."),
    "secret_too_long": N_("At most 128 characters."),
    "secret_common": N_("Too easy to guess. A short sentence of your own is good."),
    "not_the_same": N_("The two are not the same."),
    "pin_not_six_digits": N_("Six digits."),
    "pin_common": N_("Too easy to guess. Take other digits."),
    "too_few_months": N_("That is too short to be of use."),
    "too_many_months": N_("That is longer than anybody needs it."),
    "shorter_than_agreed": N_("At least as long as closed actions and goals."),
    "text.missing": N_("What is to be done?"),
    "responsible_id.missing": N_("Who does it?"),
    "due.missing": N_("By when? For example friday, 15.3 or +14."),
    "name.missing": N_("What is the name?"),
    "reason.missing": N_("Why? A few words are enough."),
    "on.missing": N_("When? For example friday, 15.3 or +14."),
    "topic.missing": N_("What is to be talked about?"),
    "person_id.missing": N_("With whom? Type a few letters of the name and choose."),
    "months.int_parsing": N_("How many months? A number, or nothing for everybody."),
    "months.less_than_equal": N_("At most 60 months."),
    "months.greater_than_equal": N_("How many months? A number, or nothing for everybody."),
}


def error_message(refusal: DomainError) -> str:
    """What to tell the person about a refusal, in the language in use."""
    if isinstance(refusal, InvalidInput) and refusal.problems:
        field, code = next(iter(refusal.problems.items()))
        return field_error_message(field, code)
    message = ERROR_MESSAGES.get(refusal.code, N_("That did not work ($code). Nothing was changed."))
    values = {name: _format_value(value) for name, value in refusal.values.items()}
    if refusal.code == "changed_elsewhere":
        values["by"] = values["by"] or _("Somebody")
    return format_message(_(message), code=refusal.code, **values)


def _format_value(value: object) -> object:
    """A day as people say it; everything else as it is."""
    return full_date(value, current_language()) if type(value) is date else value


def field_error_message(field: str, code: str) -> str:
    """What to tell beside one field of a form."""
    message = FIELD_ERROR_MESSAGES.get(f"{field}.{code}") or FIELD_ERROR_MESSAGES.get(code) or ERROR_MESSAGES.get(code)
    return _(message) if message else _("This is not right yet.")
