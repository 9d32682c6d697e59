"""The structure of files with exercises and of the question bank, as pydantic models. Field names are keys of the file.

Slow to load; `content_file` imports it where a file is read.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tui_app.domain.conversations.question_bank import QuestionBank, QuestionTheme
from tui_app.domain.forms.findings import Models
from tui_app.domain.forms.template_models import KeyField, LineField, TemplateModelBase, TitleField, number_between
from tui_app.domain.practice import content
from tui_app.domain.practice.grammar import QuestionLabel

HIGHEST_RUNG = 3
"""The last of the rungs of openness."""


class PairModel(TemplateModelBase):
    """One `[[pairs]]`."""

    closed: LineField
    open: Annotated[list[LineField], Field(min_length=1)]
    bad: LineField


class LabelledQuestionModel(TemplateModelBase):
    """One `[[questions]]`."""

    label: Annotated[QuestionLabel, Field(strict=False)]
    text: LineField


class StatementModel(TemplateModelBase):
    """One `[[statements]]`."""

    said: LineField
    advice: LineField
    question: LineField
    simple: LineField
    deep: LineField


class CardModel(TemplateModelBase):
    """One `[[speaker_cards]]` or `[[circle_prompts]]`."""

    text: LineField


class SharingCardModel(TemplateModelBase):
    """One `[[sharing_cards]]`."""

    rung: Annotated[int, number_between(1, HIGHEST_RUNG)]
    text: LineField


class HarderCaseModel(TemplateModelBase):
    """One `[[harder_cases]]`."""

    text: LineField
    aim: LineField


class RuleModel(TemplateModelBase):
    """One `[[rules]]`."""

    text: TitleField
    reason: LineField


class PracticeModel(TemplateModelBase):
    """A whole file of exercises; it may hold one kind of content or several."""

    pairs: list[PairModel] = []
    questions: list[LabelledQuestionModel] = []
    statements: list[StatementModel] = []
    speaker_cards: list[CardModel] = []
    sharing_cards: list[SharingCardModel] = []
    harder_cases: list[HarderCaseModel] = []
    circle_prompts: list[CardModel] = []
    rules: list[RuleModel] = []

    def to_record(self) -> content.PracticeContent:
        """The file as a record."""
        return content.PracticeContent(
            tuple(content.QuestionPair(one.closed, tuple(one.open), one.bad) for one in self.pairs),
            tuple(content.LabelledQuestion(one.text, one.label) for one in self.questions),
            tuple(
                content.Statement(one.said, {reply: getattr(one, reply) for reply in content.Reply})
                for one in self.statements
            ),
            tuple(one.text for one in self.speaker_cards),
            tuple(content.SharingCard(one.text, one.rung) for one in self.sharing_cards),
            tuple(content.HarderCase(one.text, one.aim) for one in self.harder_cases),
            tuple(one.text for one in self.circle_prompts),
            tuple(content.PracticeRule(one.text, one.reason) for one in self.rules),
        )


class ThemeModel(TemplateModelBase):
    """One `[[themes]]` of the question bank."""

    key: KeyField
    title: TitleField
    questions: Annotated[list[LineField], Field(min_length=1)]


class QuestionBankModel(TemplateModelBase):
    """A whole question bank."""

    themes: Annotated[list[ThemeModel], Field(min_length=1)]

    def to_record(self) -> QuestionBank:
        """The file as a record."""
        return QuestionBank(tuple(QuestionTheme(one.key, one.title, tuple(one.questions)) for one in self.themes))


PRACTICE_MODELS: Models = {
    "": PracticeModel,
    "pairs": PairModel,
    "questions": LabelledQuestionModel,
    "statements": StatementModel,
    "speaker_cards": CardModel,
    "sharing_cards": SharingCardModel,
    "harder_cases": HarderCaseModel,
    "circle_prompts": CardModel,
    "rules": RuleModel,
}
"""The name of a part of a file of exercises -> its model."""
QUESTION_BANK_MODELS: Models = {"": QuestionBankModel, "themes": ThemeModel}
"""The name of a part of a question bank -> its model."""
