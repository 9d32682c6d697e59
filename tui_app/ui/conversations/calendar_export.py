"""Saves planned conversations as a file for other calendars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.domain.records.conversation import Conversation
from tui_app.services import calendars
from tui_app.text.i18n import _, current_language, format_message, ngettext
from tui_app.text.people import name_for_file
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

MAX_NAMES_LISTED = 4
"""Most names that are listed; the rest are counted."""


async def export_calendar(ctx: AppContext, conversations: Sequence[Conversation]) -> None:
    """Ask for a file, and save conversations in it. Those without a time are left out and named."""
    from tui_app.ui.dialogs.fields import FormField
    from tui_app.ui.dialogs.save_file import write_or_confirm

    timed = [one for one in conversations if one.starts is not None or one.in_calendar]
    skipped = [one.distinct_person_name for one in conversations if one not in timed]
    if not timed:
        ctx.notify(ctx.with_keys(_("A calendar entry needs a time. Press $move to set one.")), error=True)
        return

    async def submit(values: Mapping[str, object]) -> None:
        path = _typed_path(str(values["path"]))
        found = await ctx.call(calendars.appointments, [one.id for one in timed], current_language())
        await write_or_confirm(ctx, partial(ctx.files.write_calendar, found, path), path)
        count = len(found)
        message = ngettext("$count conversation saved: $path", "$count conversations saved: $path", count)
        ctx.notify(format_message(message, count=count, path=path))

    lines = [_("Open the file in your calendar. A conversation moved later is updated, not duplicated.")]
    if skipped:
        lines.append(format_message(_("Skipped, no time set: $names"), names=_name_list(skipped)))
    path = ctx.files.export_folder / _file_name(conversations)
    fields = [FormField("path", _("File"), value=str(path), required=True)]
    await show_form(ctx, _("Save as calendar file"), fields, submit, plain("\n".join(lines), content.MUTED))


def _typed_path(text: str) -> Path:
    return Path(text.strip()).expanduser()


def _name_list(names: Sequence[str]) -> str:
    listed = ", ".join(names[:MAX_NAMES_LISTED])
    return f"{listed} +{len(names) - MAX_NAMES_LISTED}" if len(names) > MAX_NAMES_LISTED else listed


def _file_name(conversations: Sequence[Conversation]) -> str:
    """The employee and the date, as in "samtale-ola-hansen-2026-11-27.ics"; "samtaler.ics" for several."""
    if len(conversations) > 1:
        return _("conversations") + ".ics"
    (one,) = conversations
    return "-".join((_("conversation"), name_for_file(one.person_name), one.on.isoformat())) + ".ics"
