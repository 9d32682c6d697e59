"""Published calendars in words: their names and addresses, and the titles of their entries."""

from __future__ import annotations

from tui_app.domain.calendars import CalendarItem, CalendarItemKind, calendar_file_name
from tui_app.domain.forms.translations import in_language
from tui_app.text.i18n import _, current_language, format_message, ngettext


def calendar_name(name: str) -> str:
    """The name of a person's published calendar."""
    return format_message(_("Samtale: $name"), name=name)


def calendar_address(folder: str, calendar: str) -> str:
    """The address of a published calendar, or only its file name if the address of the folder is not known."""
    name = calendar_file_name(calendar)
    return f"{folder}/{name}" if folder else name


def calendar_event_title(item: CalendarItem) -> str:
    """The title of a calendar entry; without names and texts it tells numbers only."""
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
