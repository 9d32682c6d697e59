"""How a question looks, in words: a hint, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.forms.translations import language_order
from tui_app.domain.practice.grammar import QuestionLabel
from tui_app.text.i18n import N_, _, format_message, language_names

if TYPE_CHECKING:
    from tui_app.domain.practice.form_questions import Looks

QUESTION_LOOKS: Mapping[QuestionLabel, str] = {
    QuestionLabel.OPEN: N_("looks open"),
    QuestionLabel.WHY: N_("looks like a why"),
    QuestionLabel.NARROW: N_("looks narrow"),
    QuestionLabel.CLOSED: N_("looks closed"),
    QuestionLabel.LEADING: N_("looks leading"),
    QuestionLabel.DOUBLE: N_("looks like two in one"),
}

SORT_LABELS: Mapping[QuestionLabel, str] = {
    QuestionLabel.OPEN: N_("open question"),
    QuestionLabel.NARROW: N_("narrow question"),
    QuestionLabel.CLOSED: N_("closed question"),
    QuestionLabel.LEADING: N_("leading question"),
    QuestionLabel.DOUBLE: N_("two in one"),
}
"""The kinds of question that one tells apart, in the order of their keys."""


def look_sentence(label: QuestionLabel | None) -> str:
    """How a question looks, in a sentence: "It looks open."."""
    if label is None:
        return _("It does not look like a question.")
    return format_message(_("It $look."), look=_(QUESTION_LOOKS[label]))


def looks_text(looks: Looks, languages: int) -> str:
    """How a question looks, with the languages in which it does unless these are all.

    Args:
        looks: how it looks, by language.
        languages: how many languages the question is written in.
    """
    codes: dict[QuestionLabel, set[str]] = {}
    for code in language_order(looks):
        codes.setdefault(looks[code], set()).add(code)
    return " · ".join(_look(label, language_order(same), languages) for label, same in codes.items())


def _look(label: QuestionLabel, codes: tuple[str, ...], languages: int) -> str:
    look = _(QUESTION_LOOKS[label])
    if len(codes) == languages:
        return look
    return format_message(_("$look ($languages)"), look=look, languages=language_names(codes))
