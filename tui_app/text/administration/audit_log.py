"""The log in words: what somebody did, as the rest of a sentence that their name begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tui_app.domain.audit import AuditEntry, AuditKind, NamedAuditEntry
from tui_app.domain.records.conversation import Conversation
from tui_app.text import dates
from tui_app.text.conversations import labels
from tui_app.text.i18n import N_, _, format_message, ngettext

ENTRY_MESSAGES = {
    AuditKind.OPENED: N_("opened $talk"),
    AuditKind.EXPORTED: N_("exported $talk to a file"),
    AuditKind.SHOWN: N_("let a later leader read $talk"),
    AuditKind.SIGNED: N_("signed $talk"),
    AuditKind.MY_DATA: N_("exported their own data"),
    AuditKind.SIGNED_IN: N_("signed in"),
    AuditKind.SIGN_IN_FAILED: N_("was refused sign-in"),
    AuditKind.SIGNED_OUT: N_("signed out"),
    AuditKind.CODE_MADE: N_("made a one-time code"),
    AuditKind.SECRET_CHOSEN: N_("chose a new password"),
    AuditKind.PIN_CHOSEN: N_("chose a PIN"),
    AuditKind.ACCOUNT_OPENED: N_("opened the account"),
    AuditKind.ACCOUNT_CLOSED: N_("closed the account"),
    AuditKind.SESSIONS_ENDED: N_("ended sessions elsewhere"),
    AuditKind.ADMINISTRATOR: N_("changed who is an administrator"),
    AuditKind.LEADER_CHANGED: N_("changed the leader"),
    AuditKind.STAND_IN: N_("appointed a stand-in"),
    AuditKind.RETENTION: N_("changed the retention periods"),
    AuditKind.HELD: N_("placed an erasure hold"),
    AuditKind.ERASED: N_("erased data past its retention period"),
    AuditKind.REMINDERS: N_("changed the reminder settings"),
    AuditKind.ORGANISATION: N_("changed the organisation's location"),
    AuditKind.COPIED: N_("made a backup"),
    AuditKind.RESTORED: N_("restored a backup"),
    AuditKind.REKEYED: N_("changed the database key"),
}
"""What is said of each kind where its details say no more."""

_DETAIL_MESSAGES = {
    (AuditKind.SHOWN, "shown", False): N_("stopped letting a later leader read $talk"),
    (AuditKind.REKEYED, "key", "sign_in"): N_("replaced the sign-in key: everyone chooses a new password"),
    (AuditKind.SECRET_CHOSEN, "with_code", True): N_("chose a new password with a one-time code"),
    (AuditKind.PIN_CHOSEN, "chosen", False): N_("removed the PIN"),
    (AuditKind.ADMINISTRATOR, "administers", True): N_("granted administrator rights"),
    (AuditKind.ADMINISTRATOR, "administers", False): N_("removed administrator rights"),
    (AuditKind.HELD, "stands", False): N_("ended the hold"),
}
"""(kind, detail, its value) -> what is said then."""


def actor_name(line: NamedAuditEntry) -> str:
    """Who did it; somebody who was not signed in, or is erased, has no name here."""
    return line.by_name or _("Someone")


def entry_text(line: NamedAuditEntry, talks: Mapping[int, Conversation], today: date) -> str:
    """What was done, to be read after the name.

    Args:
        talks: the conversations that may be named to whoever reads; others are «a conversation».
    """
    entry = line.entry
    message = next(
        (_(said) for (kind, name, value), said in _DETAIL_MESSAGES.items()
         if kind is entry.kind and entry.details.get(name) == value),
        _(ENTRY_MESSAGES[entry.kind]),
    )  # fmt: skip
    said = format_message(message, talk=_conversation_reference(talks.get(entry.conversation_id or 0), today))
    return said + _stand_in_dates(entry, today)


def _conversation_reference(talk: Conversation | None, today: date) -> str:
    if talk is None:
        return _("a conversation")
    return format_message(
        _("«$title» of $day"), title=labels.conversation_title(talk), day=dates.table_date(talk.on, today)
    )


def _stand_in_dates(entry: AuditEntry, today: date) -> str:
    """From when to when somebody stands in."""
    if entry.kind is not AuditKind.STAND_IN or "last" not in entry.details:
        return ""
    last = date.fromisoformat(str(entry.details["last"]))
    if "first" not in entry.details:
        return ", " + format_message(_("until $last"), last=dates.table_date(last, today))
    first = date.fromisoformat(str(entry.details["first"]))
    return ", " + format_message(
        _("$first – $last"), first=dates.table_date(first, today), last=dates.table_date(last, today)
    )


_ACCOUNT_MESSAGES = {
    AuditKind.CODE_MADE: N_("$name made you a one-time code"),
    AuditKind.SECRET_CHOSEN: N_("a new password was chosen"),
    AuditKind.ACCOUNT_OPENED: N_("$name opened your account"),
    AuditKind.ACCOUNT_CLOSED: N_("$name closed your account"),
    AuditKind.SESSIONS_ENDED: N_("$name ended your sessions"),
    AuditKind.LEADER_CHANGED: N_("you have a new leader"),
    AuditKind.STAND_IN: N_("$name appointed a stand-in in your team"),
}


def account_activity_since(lines: list[NamedAuditEntry]) -> str:
    """What happened to one's account since one was here last, in one line; nothing when nothing did."""
    parts = []
    for kind, message in _ACCOUNT_MESSAGES.items():
        found = [line for line in lines if line.entry.kind is kind]
        if found:
            parts.append(format_message(_(message), name=actor_name(found[-1])))
    refused = sum(line.entry.kind is AuditKind.SIGN_IN_FAILED for line in lines)
    if refused:
        parts.append(
            format_message(
                ngettext("$count attempt with a wrong password", "$count attempts with a wrong password", refused),
                count=refused,
            )
        )
    return format_message(_("Since last time: $what. Press F6 to see all."), what=", ".join(parts)) if parts else ""
