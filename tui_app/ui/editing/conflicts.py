"""Conflicts: two people have changed the same thing. Shows both changes and asks which one to keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content

from tui_app.domain.conversations.merging import merge_texts
from tui_app.domain.errors import ConflictError
from tui_app.domain.forms.answers import Answer
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import plain
from tui_app.ui.dialogs.confirm import ConfirmDialog

if TYPE_CHECKING:
    from tui_app.domain.drafts.base import Draft
    from tui_app.ui.context import AppContext


FormatField = Callable[[str, Any], str]
"""Puts one field of a record or a draft into words, with its label."""


async def confirm_overwrite(ctx: AppContext, conflict: ConflictError, current: Content, wanted: Content) -> bool:
    """Ask whether to save one's own change over somebody else's.

    Args:
        current: what the other person saved.
        wanted: one's own change.
    """
    question = Content("\n\n").join(
        [
            plain(format_message(_("$by changed this after you read it."), by=conflict.by or _("Someone"))),
            plain(_("It now says") + "\n", "bold") + current,
            plain(_("Your change") + "\n", "bold") + wanted,
        ]
    )
    dialog = ConfirmDialog(_("Changed by someone else"), question, _("Save mine anyway"), _("Keep it as is"))
    answer: bool | None = await ctx.ask(dialog, at_once=True)
    return bool(answer)


async def save_edit(
    ctx: AppContext,
    use_case: Callable[..., Any],
    record: Any,
    draft: Draft,
    fields: Iterable[str],
    format_field: FormatField,
) -> Any:
    """Save an edited record. If somebody else has changed it, ask, and keep their changes to other fields.

    Args:
        use_case: saves it, given the record's id, the version that the edit is based on, and a draft.
        record: as it was when the form was opened.
        fields: of the record and the draft, in the order in which they are shown.

    Returns:
        The answer of the use case.

    Raises:
        ConflictError: the person chose to keep the other change.
        DomainError: it cannot be saved for another reason.
    """
    fields = tuple(fields)
    edited = [name for name in fields if getattr(draft, name) != getattr(record, name)]
    version, wanted = record.version, draft
    while True:
        try:
            return await ctx.call(use_case, record.id, version, wanted)
        except ConflictError as conflict:
            current: Any = conflict.current
            differing = [name for name in edited if getattr(draft, name) != getattr(current, name)]
            changed = [name for name in fields if getattr(current, name) != getattr(record, name)]
            shown = [name for name in fields if name in changed or name in differing]
            if differing and not await confirm_overwrite(
                ctx,
                conflict,
                _fields_content(current, shown, format_field),
                _fields_content(draft, differing, format_field),
            ):
                ctx.refresh()
                raise
            version = current.version
            wanted = draft.model_copy(update={name: getattr(current, name) for name in fields if name not in edited})


def _fields_content(source: object, fields: Sequence[str], format_field: FormatField) -> Content:
    return plain(" · ".join(format_field(name, source) for name in fields))


def keep_both_texts(stored: Answer, written: Answer) -> Answer:
    """The value that loses nothing: both texts, with what they share once; the stored value if they are no texts."""
    if isinstance(written, str) and isinstance(stored, str | None):
        return merge_texts(stored or "", written)
    return stored
