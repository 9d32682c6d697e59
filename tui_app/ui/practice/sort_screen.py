"""Sort: one key tells how a question looks."""

from __future__ import annotations

from textual.content import Content

from tui_app.domain.forms.translations import in_language
from tui_app.domain.practice.content import LabelledQuestion, PracticeContent
from tui_app.domain.practice.grammar import QuestionLabel
from tui_app.domain.records.practice import PracticeFormat
from tui_app.text.i18n import _, current_language
from tui_app.text.practice.looks import SORT_LABELS, look_sentence
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.practice import practice_keys
from tui_app.ui.practice.numbered_drill import NumberedDrill

ALIKE = {QuestionLabel.WHY: QuestionLabel.OPEN}
"""Labels that are not told apart here."""


class SortScreen(NumberedDrill[LabelledQuestion]):
    """A question; the numbers are the answers."""

    BINDINGS = practice_keys.SORT
    format = PracticeFormat.SORT
    count = 12
    choices = len(SORT_LABELS)

    def __init__(self) -> None:
        super().__init__()
        self._chosen = QuestionLabel.OPEN

    def exercises(self, all_content: PracticeContent) -> tuple[LabelledQuestion, ...]:
        """All questions."""
        return all_content.questions

    def introduction(self) -> str:
        """Instructions."""
        return _("You get a question. Press the number of what it looks like.")

    def show_exercise(self, item: LabelledQuestion) -> None:
        """Ask, or tell how it looks."""
        label = ALIKE.get(item.label, item.label)
        lines = []
        for number, (one, name) in enumerate(SORT_LABELS.items(), 1):
            is_it, is_chosen = self.step == 1 and one is label, self.step == 1 and one is self._chosen
            sign = "✓" if is_it else "·" if is_chosen else " "
            style = f"bold {content.SUCCESS}" if is_it else "" if self.step == 0 or is_chosen else content.MUTED
            lines.append(plain(f"{number} {sign} {_(name)}", style))
        if self.step == 1:
            lines += [plain(""), plain(look_sentence(label), "bold")]
        lines += self.number_hint()
        self.put(plain(in_language(item.text, current_language())), Content("\n").join(lines))

    def is_answered(self) -> bool:
        """Only a chosen number leads on."""
        return True

    def action_choose(self, number: int) -> None:
        """Choose what the question looks like."""
        self._chosen = list(SORT_LABELS)[number - 1]
        self.choose()
