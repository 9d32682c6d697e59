"""Which questions of a form get a hint."""

from __future__ import annotations

import pytest

from tui_app.domain.forms.form import Form, Question, QuestionKind, Section
from tui_app.domain.practice.form_questions import form_looks, looks_worth_a_hint
from tui_app.domain.practice.grammar import QuestionLabel
from tui_app.domain.records.conversation import ConversationKind


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [
        (QuestionKind.TEXT, "Trives du?", QuestionLabel.CLOSED),
        (QuestionKind.TEXT, "Hvor ofte møtes dere?", QuestionLabel.NARROW),
        (QuestionKind.TEXT, "Hvordan trives du?", None),
        (QuestionKind.TEXT, "Hvorfor sluttet du?", None),
        (QuestionKind.TEXT, "Trivsel", None),
        (QuestionKind.YES_NO, "Har du en fadder?", None),
        (QuestionKind.DATE, "Når møtes vi igjen?", None),
        (QuestionKind.YES_NO, "Er du ikke enig?", QuestionLabel.LEADING),
        (QuestionKind.SCALE, "Hvor trygg er du, og hvor fornøyd?", QuestionLabel.DOUBLE),
    ],
)
def test_a_hint_is_given_where_somebody_may_be_kept_from_telling(
    kind: QuestionKind, text: str, label: QuestionLabel | None
) -> None:
    assert looks_worth_a_hint(Question("a", {"nb": text}, kind)).get("nb") is label


def test_each_language_is_judged_by_its_own_rules() -> None:
    questions = (
        Question("a", {"nb": "Trives du?", "en": "How are you?", "se": "Trives du?"}),
        Question("b", {"nb": "Hva gleder deg?"}),
    )
    form = Form("form", ConversationKind.OTHER, {"nb": "Skjema"}, (Section("s", {"nb": "Del"}, 5, questions),))
    assert form_looks(form) == {"a": {"nb": QuestionLabel.CLOSED}}
