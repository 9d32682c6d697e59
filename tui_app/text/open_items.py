"""What is still open for somebody who leaves, in words: what it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from tui_app.domain.records.open_items import OpenItems
from tui_app.text.i18n import _, format_message, ngettext

MAX_NAMED_REPORTS = 5
"""People who are named; the rest are counted."""


def open_items_text(items: OpenItems) -> str:
    """A paragraph for each kind that is open; empty if nothing is."""
    return "\n\n".join(f"{what}. {to_do}" for what, to_do in _lines(items))


def _lines(items: OpenItems) -> Iterator[tuple[str, str]]:
    if items.reports:
        names = ", ".join(items.reports[:MAX_NAMED_REPORTS])
        if (rest := len(items.reports) - MAX_NAMED_REPORTS) > 0:
            names += f" +{rest}"
        yield format_message(_("Leads $names"), names=names), _("An administrator chooses another leader for each.")
    if count := items.promised:
        what = ngettext(
            "Responsible for $count open action of others", "Responsible for $count open actions of others", count
        )
        yield format_message(what, count=count), _("Whoever it concerns, or their leader, reassigns it: h.")
    if count := items.own:
        what = ngettext("$count open action on their own page", "$count open actions on their own page", count)
        yield format_message(what, count=count), _("Finish it, drop it, or reassign it before the last day.")
    if count := items.planned:
        what = ngettext("$count planned conversation", "$count planned conversations", count)
        yield format_message(what, count=count), _("Hold it before the last day, or cancel it under Conversations: x.")
    if count := items.unsigned:
        what = ngettext(
            "$count conversation without signed minutes", "$count conversations without signed minutes", count
        )
        yield format_message(what, count=count), _("Both sign before the last day; later only a new leader can.")
    if count := items.stand_ins:
        what = ngettext("$count stand-in", "$count stand-ins", count)
        yield format_message(what, count=count), _("End it under Admin, and choose someone else.")
