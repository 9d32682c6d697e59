"""TODO-DOC."""

from __future__ import annotations

from tui_app.domain.conversations.submission import MinutesGap
from tui_app.text.i18n import _, format_message


def _gap_text(gap: MinutesGap, text: str) -> str:
    words_for = {
        MinutesGap.EMPTY: _("The minutes are empty."),
        MinutesGap.NO_ACTION: _("No action agreed: who does what by when?"),
        MinutesGap.GOAL_WITHOUT_ACTION: _("No action supports the goal «$text»."),
    }
    return format_message(words_for[gap], text=text)
