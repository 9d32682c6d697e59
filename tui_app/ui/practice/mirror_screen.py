"""Mirror: what somebody says is said back."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from tui_app.domain.forms.translations import in_language
from tui_app.domain.practice.content import PracticeContent, Reply, Statement
from tui_app.domain.practice.question_judge import judge_question
from tui_app.domain.records.practice import PracticeFormat
from tui_app.text.i18n import N_, _, current_language, quoted
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.practice import practice_keys
from tui_app.ui.practice.numbered_drill import NumberedDrill

CHOOSE, CHOSEN, WRITE = range(3)
"""The steps before the last one, which shows models."""
REPLIES_EXPLAINED: Mapping[Reply, str] = {
    Reply.ADVICE: N_("Advice: solves it before the other has finished"),
    Reply.QUESTION: N_("Question: leads on, but where you want to go"),
    Reply.SIMPLE: N_("Simple reflection: says back what was said"),
    Reply.DEEP: N_("Deep reflection: says what lies behind the words"),
}


class MirrorScreen(NumberedDrill[Statement]):
    """Shows a statement; the user picks one of four replies, then writes their own."""

    BINDINGS = practice_keys.MIRROR
    format = PracticeFormat.MIRROR
    count = 4
    steps = 4
    choices = len(Reply)

    def __init__(self) -> None:
        super().__init__()
        self._chosen = Reply.DEEP

    def exercises(self, all_content: PracticeContent) -> tuple[Statement, ...]:
        """All statements."""
        return all_content.statements

    def introduction(self) -> str:
        """Instructions."""
        return _("Somebody says something. How do you reply?")

    def _replies(self) -> tuple[Reply, ...]:
        """The replies in an order that differs from one statement to the next."""
        replies = tuple(Reply)
        turn = (self.index * 3 + 2) % len(replies)
        return replies[turn:] + replies[:turn]

    def show_exercise(self, item: Statement) -> None:
        """Show the statement and the current step."""
        said = plain(quoted(in_language(item.said, current_language())))
        if self.step == CHOOSE:
            self.put(said, Content("\n").join([*self._lines(item), *self.number_hint()]))
        elif self.step == CHOSEN:
            self.put(said, Content("\n").join(self._explained(item)))
        elif self.step == WRITE:
            self.put(said, asks=_("Say back what you hear, in your own words"))
        else:
            self.put(said, Content("\n").join(self._models(item)))

    def _lines(self, item: Statement) -> list[Content]:
        words = [in_language(item.replies[one], current_language()) for one in self._replies()]
        return [plain(f"{number} {text}") for number, text in enumerate(words, 1)]

    def _explained(self, item: Statement) -> list[Content]:
        lines = []
        for reply in self._replies():
            is_chosen = reply is self._chosen
            text = in_language(item.replies[reply], current_language())
            lines.append(plain(("▸ " if is_chosen else "  ") + text, "bold" if is_chosen else ""))
            lines.append(plain("  " + _(REPLIES_EXPLAINED[reply]), content.ACCENT if is_chosen else content.MUTED))
        return lines

    def _models(self, item: Statement) -> list[Content]:
        language = current_language()
        lines = []
        if self.answer:
            asks = judge_question(self.answer, language) is not None
            looks = _("It looks like a question.") if asks else _("It looks like a reflection.")
            lines = [plain(self.answer), plain(looks, "bold"), plain("")]
        for reply in (Reply.DEEP, Reply.SIMPLE):
            lines.append(plain("✓ " + in_language(item.replies[reply], language), content.SUCCESS))
        lines += [
            plain(""),
            plain(_("A reflection ends in a full stop. Then wait and let the other person continue."), content.MUTED),
        ]
        return lines

    def action_choose(self, number: int) -> None:
        """Choose a reply."""
        self._chosen = self._replies()[number - 1]
        self.choose()
