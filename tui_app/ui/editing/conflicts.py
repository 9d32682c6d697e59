"""When two people change one thing: what stands there now, what one wanted, and whose is to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content

from tui_app.domain.errors import ConflictError
from tui_app.domain.forms.answers import Answer
from tui_app.text.i18n import _
from tui_app.ui.content import plain
from tui_app.ui.dialogs.confirm import ConfirmDialog

if TYPE_CHECKING:
    from tui_app.domain.drafts.base import Draft
    from tui_app.ui.app import SamtaleApp


FieldWording = Callable[[str, Any], str]
"""Puts one field of a record or a draft into words, with its label."""


async def confirm_overwrite(app: SamtaleApp, clash: ConflictError, theirs: Content, mine: Content) -> bool:
    """Ask whether mine is to stand all the same."""

    answer: bool | None = await app.push_screen_wait(conflict_dialog(clash.by, theirs, mine))
    return bool(answer)


async def save_edit(
    app: SamtaleApp, use_case: Callable[..., Any], record: Any, draft: Draft, fields: Iterable[str], said: FieldWording
) -> Any:
    """Store what somebody changed of a record; where somebody else was first, ask, and change what stands now.

    Args:
        record: as it was when the form was opened.
        fields: of both, in the order in which they are told.

    Raises:
        DomainError: it cannot be done, or was left as it is now.
    """
    fields = tuple(fields)
    mine = [name for name in fields if getattr(draft, name) != getattr(record, name)]
    version, wanted = record.version, draft
    while True:
        try:
            return await app.ask(use_case, record.id, version, wanted)
        except ConflictError as clash:
            current: Any = clash.current
            left = [name for name in mine if getattr(draft, name) != getattr(current, name)]
            others = [name for name in fields if getattr(current, name) != getattr(record, name)]
            theirs = [name for name in fields if name in others or name in left]
            if left and not await confirm_overwrite(
                app, clash, _fields_content(current, theirs, said), _fields_content(draft, left, said)
            ):
                app.refresh_screens()
                raise
            version = current.version
            wanted = draft.model_copy(update={name: getattr(current, name) for name in fields if name not in mine})


def _fields_content(holder: object, fields: Sequence[str], said: FieldWording) -> Content:
    return plain(" · ".join(said(name, holder) for name in fields))


def keep_both_texts(theirs: Answer, mine: Answer) -> Answer:
    """What loses nothing where nobody can be asked: both texts, one after the other; else what was there first."""
    if isinstance(mine, str) and isinstance(theirs, str | None):
        return "\n\n".join(part for part in (theirs, mine) if part)
    return theirs


def conflict_dialog(by: str, theirs: Content, mine: Content) -> ConfirmDialog:
    """Two people changed one thing: what the other did, what I wanted; mine is done only when I say so."""
    from tui_app.text.i18n import format_message

    question = Content("\n\n").join(
        [
            plain(format_message(_("$by changed this after you read it."), by=by or _("Someone"))),
            plain(_("It now says") + "\n", "bold") + theirs,
            plain(_("Your change") + "\n", "bold") + mine,
        ]
    )
    return ConfirmDialog(_("Changed by someone else"), question, _("Save mine anyway"), _("Keep it as is"))
