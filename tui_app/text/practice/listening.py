"""Whether employees felt listened to, in words."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.domain.practice.listening import ListeningQuestion
from tui_app.domain.records.practice import ListeningItem
from tui_app.text.i18n import N_, _, format_message

STATEMENTS: Mapping[ListeningItem, str] = {
    ListeningItem.SAID_WHAT_I_WANTED: N_("I got to say what I wanted to"),
    ListeningItem.WAS_LISTENED_TO: N_("My leader listened"),
    ListeningItem.WAS_USEFUL: N_("The talk was useful to me"),
    ListeningItem.IS_FOLLOWED_UP: N_("What we agreed is followed up"),
}
"""Item -> what employees agree with, from 1 to 5."""


def privacy_notice(question: ListeningQuestion) -> str:
    """Who sees the answers, and when."""
    said = _(
        "You are asked once. No answer is stored with your name; answers are only counted. $name sees the numbers once "
        "at least five people have answered, and then all of them at once; with fewer than five employees, never. "
        "The organisation sees sums for five leaders or more."
    )
    return format_message(said, name=question.leader_name)
