"""Open it up: a closed question is asked in an open way."""

from __future__ import annotations

from textual.content import Content

from tui_app.domain.forms.translations import in_language
from tui_app.domain.practice.content import PracticeContent, QuestionPair
from tui_app.domain.practice.question_judge import judge_question
from tui_app.domain.records.practice import PracticeFormat
from tui_app.text.i18n import _, current_language
from tui_app.text.practice.looks import QUESTION_LOOKS, look_sentence
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.practice.drill_screen import DrillScreen


class OpenUpScreen(DrillScreen[QuestionPair]):
    """A closed question; then how one's own looks, two good ones and a bad one."""

    format = PracticeFormat.OPEN_UP
    count = 8

    def exercises(self, all_content: PracticeContent) -> tuple[QuestionPair, ...]:
        """All closed questions."""
        return all_content.pairs

    def introduction(self) -> str:
        """Instructions."""
        return _("You get a closed question. Ask it in an open way.")

    def show_exercise(self, item: QuestionPair) -> None:
        """Ask, or show the models."""
        language = current_language()
        question = plain(in_language(item.closed, language))
        if self.step == 0:
            self.put(question, asks=_("Ask it openly"))
            return
        lines = []
        if self.answer:
            lines = [plain(self.answer), plain(look_sentence(judge_question(self.answer, language)), "bold"), plain("")]
        lines += [plain("✓ " + in_language(one, language), content.SUCCESS) for one in item.models]
        bad = in_language(item.bad, language)
        label = judge_question(bad, language)
        looks = f" ({_(QUESTION_LOOKS[label])})" if label else ""
        lines += [plain("– " + bad + looks, content.MUTED)]
        if self.answer:
            lines += [plain(""), plain(_("Rules judge it, and they can be wrong."), content.MUTED)]
        self.put(question, Content("\n").join(lines))
