"""Whether what people write is saved, in words: when it was, or since when it is not and why."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.errors import DomainError, InvalidInput, StorageError
from tui_app.text.dates import timestamp
from tui_app.text.i18n import N_, _, format_message

_REASONS = {
    "disk_full": N_("the disk is full"),
    "read_only": N_("the database is read-only"),
    "server_read_only": N_("the database is read-only"),
    "database_busy": N_("the database is busy"),
    "database_unreachable": N_("the database cannot be reached"),
    "changed_elsewhere": N_("edited in two places"),
}


def saved_text(at: datetime, now: datetime) -> str:
    """When everything that is written was saved."""
    return format_message(_("saved $clock"), clock=timestamp(at, now))


def unsaved_texts(since: datetime, error: DomainError | None, now: datetime) -> tuple[str, str]:
    """That something that is written is not saved, since when and why; and a shorter text, which only says why.

    Args:
        error: how the last save was refused; None if the database has not answered.
    """
    values = {"clock": timestamp(since, now), "reason": _reason(error)}
    messages = (_("not saved since $clock · $reason"), _("not saved · $reason"))
    return format_message(messages[0], **values), format_message(messages[1], **values)


def _reason(error: DomainError | None) -> str:
    if error is None:
        return _("the database does not answer")
    if error.code in _REASONS:
        return _(_REASONS[error.code])
    if isinstance(error, InvalidInput) and "too_long" in error.problems.values():
        return _("it is too long")
    return _("the database cannot save it") if isinstance(error, StorageError) else _("it cannot be saved here")
