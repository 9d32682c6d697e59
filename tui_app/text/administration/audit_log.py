"""The audit log in words: what somebody did, to be read after their name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tui_app.domain.audit import AuditEntry, AuditKind, NamedAuditEntry
from tui_app.domain.records.conversation import Conversation
from tui_app.text.conversations.labels import conversation_title
from tui_app.text.dates import short_date
from tui_app.text.i18n import N_, _, format_message, ngettext
from tui_app.text.people import author_name

ENTRY_MESSAGES = {
    AuditKind.OPENED: N_("opened $conversation"),
    AuditKind.EXPORTED: N_("exported $conversation to a file"),
    AuditKind.SHOWN: N_("let a later leader read $conversation"),
    AuditKind.SIGNED: N_("signed $conversation"),
    AuditKind.STATED: N_("added a statement to $conversation"),
    AuditKind.MY_DATA: N_("exported their own data"),
    AuditKind.SIGNED_IN: N_("signed in"),
    AuditKind.SIGN_IN_FAILED: N_("was refused sign-in"),
    AuditKind.SIGNED_OUT: N_("signed out"),
    AuditKind.CODE_MADE: N_("made a one-time code"),
    AuditKind.PASSWORD_CHOSEN: N_("chose a new password"),
    AuditKind.PIN_CHOSEN: N_("chose a PIN"),
    AuditKind.ACCOUNT_OPENED: N_("opened the account"),
    AuditKind.ACCOUNT_CLOSED: N_("closed the account"),
    AuditKind.SESSIONS_ENDED: N_("ended sessions elsewhere"),
    AuditKind.ADMINISTRATOR: N_("changed who is an administrator"),
    AuditKind.LEADER_CHANGED: N_("changed the leader"),
    AuditKind.STAND_IN: N_("appointed a stand-in"),
    AuditKind.STAFF_IMPORT: N_("imported a staff list"),
    AuditKind.RETENTION: N_("changed the retention periods"),
    AuditKind.HELD: N_("placed an erasure hold"),
    AuditKind.ERASED: N_("erased data past its retention period"),
    AuditKind.REMINDERS: N_("changed the reminder settings"),
    AuditKind.ORGANISATION: N_("changed the organisation's location"),
    AuditKind.PEOPLE_JOINED: N_("joined two entries of one person"),
    AuditKind.PERSON_REMOVED: N_("removed a person who was added by mistake"),
    AuditKind.COPIED: N_("made a backup"),
    AuditKind.RESTORED: N_("restored a backup"),
    AuditKind.REKEYED: N_("changed the database key"),
}
"""Kind of entry -> its text, unless the details choose another."""

_DETAIL_MESSAGES = {
    (AuditKind.SHOWN, "shown", False): N_("stopped letting a later leader read $conversation"),
    (AuditKind.REKEYED, "key", "sign_in"): N_("replaced the sign-in key: everyone chooses a new password"),
    (AuditKind.PASSWORD_CHOSEN, "with_code", True): N_("chose a new password with a one-time code"),
    (AuditKind.PIN_CHOSEN, "chosen", False): N_("removed the PIN"),
    (AuditKind.ADMINISTRATOR, "at_prompt", True): N_("granted administrator rights at the prompt"),
    (AuditKind.ADMINISTRATOR, "administers", True): N_("granted administrator rights"),
    (AuditKind.ADMINISTRATOR, "administers", False): N_("removed administrator rights"),
    (AuditKind.STAND_IN, "ended", "early"): N_("ended a stand-in early"),
    (AuditKind.STAND_IN, "ended", "unused"): N_("called off a stand-in"),
    (AuditKind.STAFF_IMPORT, "undone", True): N_("took back the import of a staff list"),
    (AuditKind.HELD, "stands", False): N_("ended the hold"),
}
"""(kind, name of a detail, its value) -> the text for it."""


def actor_name(entry: NamedAuditEntry, today: date) -> str:
    """Who did it, and that they have left if so; "Someone" if they were not signed in, or are erased."""
    return author_name(entry, today) or _("Someone")


def entry_text(named_entry: NamedAuditEntry, conversations: Mapping[int, Conversation], today: date) -> str:
    """What was done, to be read after the name.

    Args:
        conversations: by id, those that may be named to the reader; all others are "a conversation".
    """
    entry = named_entry.entry
    details = (
        message
        for (kind, name, value), message in _DETAIL_MESSAGES.items()
        if kind is entry.kind and entry.details.get(name) == value
    )
    message = next(details, ENTRY_MESSAGES[entry.kind])
    reference = _conversation_reference(conversations.get(entry.conversation_id or 0), today)
    return format_message(_(message), conversation=reference) + _stand_in_dates(entry, today)


def _conversation_reference(conversation: Conversation | None, today: date) -> str:
    if conversation is None:
        return _("a conversation")
    return format_message(
        _("“$title” of $day"), title=conversation_title(conversation), day=short_date(conversation.on, today)
    )


def _stand_in_dates(entry: AuditEntry, today: date) -> str:
    """The dates between which a stand-in covers; empty for other entries."""
    if entry.kind is not AuditKind.STAND_IN or "last" not in entry.details:
        return ""
    last = date.fromisoformat(str(entry.details["last"]))
    if "first" not in entry.details:
        return ", " + format_message(_("until $last"), last=short_date(last, today))
    first = date.fromisoformat(str(entry.details["first"]))
    return ", " + format_message(_("$first – $last"), first=short_date(first, today), last=short_date(last, today))


_ACCOUNT_MESSAGES = {
    AuditKind.CODE_MADE: N_("$name made you a one-time code"),
    AuditKind.PASSWORD_CHOSEN: N_("a new password was chosen"),
    AuditKind.ACCOUNT_OPENED: N_("$name opened your account"),
    AuditKind.ACCOUNT_CLOSED: N_("$name closed your account"),
    AuditKind.SESSIONS_ENDED: N_("$name ended your sessions"),
    AuditKind.LEADER_CHANGED: N_("you have a new leader"),
    AuditKind.PEOPLE_JOINED: N_("$name joined two entries about you into one"),
}


_STAND_IN_MESSAGES = {
    # (it is the reader who covers, it has ended)
    (True, False): N_("$name made you a stand-in"),
    (True, True): N_("$name ended your time as a stand-in"),
    (False, False): N_("$name appointed a stand-in in your team"),
    (False, True): N_("$name ended the time of a stand-in in your team"),
}


def _stand_in_messages(entries: list[NamedAuditEntry]) -> dict[str, NamedAuditEntry]:
    """What is to be said about stand-ins, each with the newest entry that says so."""
    messages = {}
    for named_entry in entries:
        entry = named_entry.entry
        if entry.kind is AuditKind.STAND_IN:
            is_me = entry.details.get("stand_in", entry.person_id) == entry.person_id
            message = _STAND_IN_MESSAGES[is_me, "ended" in entry.details or "first" not in entry.details]
            messages[N_("your new team has a stand-in") if entry.details.get("came_later") else message] = named_entry
    return messages


def account_activity_since(entries: list[NamedAuditEntry], today: date) -> str:
    """What happened to the reader's account since the last visit, in one line; empty if nothing did."""
    parts = []
    for kind, message in _ACCOUNT_MESSAGES.items():
        of_kind = [entry for entry in entries if entry.entry.kind is kind]
        if of_kind:
            parts.append(format_message(_(message), name=actor_name(of_kind[-1], today)))
    for message, entry in _stand_in_messages(entries).items():
        parts.append(format_message(_(message), name=actor_name(entry, today)))
    attempts = sum(entry.entry.kind is AuditKind.SIGN_IN_FAILED for entry in entries)
    if attempts:
        message = ngettext("$count attempt with a wrong password", "$count attempts with a wrong password", attempts)
        parts.append(format_message(message, count=attempts))
    return (
        format_message(_("Since last time: $what. Press $access_log to see all."), what=", ".join(parts))
        if parts
        else ""
    )
