"""TODO-DOC."""

from __future__ import annotations

from tui_app.domain.calendars import CalendarItem, CalendarItemKind, calendar_file_name
from tui_app.domain.forms.translations import in_language
from tui_app.text.i18n import _, current_language, format_message, ngettext


def calendar_name(name: str) -> str:
    """What a published calendar calls itself."""
    return format_message(_("Samtale: $name"), name=name)


def calendar_address(folder: str, calendar: str) -> str:
    """Where a published calendar is: its address below that of the folder, or the name of its file alone."""
    name = calendar_file_name(calendar)
    return f"{folder}/{name}" if folder else name


def calendar_event_title(item: CalendarItem) -> str:
    """What a day or an hour in a published calendar is called; one without its text tells numbers only."""
    if item.kind is CalendarItemKind.DUE:
        if not item.text:
            return format_message(
                ngettext("Samtale: $count due date", "Samtale: $count due dates", item.count), count=item.count
            )
        return format_message(_("Due: $text"), text=item.text) + (f" ({item.name})" if item.name else "")
    if item.kind is CalendarItemKind.FOLLOW_UP:
        if not item.name:
            return format_message(
                ngettext("Samtale: $count follow-up", "Samtale: $count follow-ups", item.count), count=item.count
            )
        return format_message(_("Follow-up: $name"), name=item.name)
    title = in_language(item.title, current_language()) or _("Conversation")
    return f"{title}: {item.name}" if item.name else _("Conversation")
