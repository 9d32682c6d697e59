"""Forms for tests: any form that could be published, and a small one."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tui_app.domain.forms.form import Form, Option, Question, QuestionKind, Respondent, Scale, Section
from tui_app.domain.forms.question_kinds import QUESTION_KINDS
from tui_app.domain.forms.translations import Translations
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.text_normalization import clean_line

LANGUAGES = ("nb", "nn", "en", "se", "de_AT")


def words(languages: tuple[str, ...], limit: int = 120) -> st.SearchStrategy[Translations]:
    """A clean text in each of the languages."""
    text = st.text(max_size=20).map(clean_line).filter(bool).map(lambda line: line[:limit])
    return st.fixed_dictionaries(dict.fromkeys(languages, text))


def _kinds(languages: tuple[str, ...], kind: QuestionKind) -> st.SearchStrategy[dict[str, Any]]:
    """A kind with the options or scale that it needs, as fields of a question."""
    rules = QUESTION_KINDS[kind]
    if rules.needs_options:
        keys = st.lists(st.text("abz09_", min_size=1, max_size=40), min_size=2, max_size=4, unique=True)
        texts = keys.flatmap(
            lambda drawn: st.tuples(*(st.builds(Option, st.just(key), words(languages)) for key in drawn))
        )
        return st.fixed_dictionaries({"kind": st.just(kind), "options": texts})
    if rules.needs_scale:
        scale = st.integers(-1000, 990).flatmap(
            lambda low: st.builds(Scale, st.just(low), st.integers(low + 1, low + 10), *[words(languages)] * 2)
        )
        return st.fixed_dictionaries({"kind": st.just(kind), "scale": scale})
    return st.fixed_dictionaries({"kind": st.just(kind)})


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Any form that could be published."""
    languages = tuple(draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=3, unique=True)))
    no_hint: Translations = {}
    hints = st.one_of(st.just(no_hint), words(languages))
    keys = iter(draw(st.lists(st.text("abz09_", min_size=1, max_size=40), min_size=16, max_size=16, unique=True)))

    def question() -> Question:
        kind = draw(_kinds(languages, draw(st.sampled_from(QuestionKind))))
        who, required = draw(st.sampled_from(Respondent)), draw(st.booleans())
        return Question(next(keys), draw(words(languages)), who=who, hint=draw(hints), required=required, **kind)

    def section() -> Section:
        questions = tuple(question() for _ in range(draw(st.integers(1, 3))))
        minutes = draw(st.integers(1, 240))
        return Section(next(keys), draw(words(languages)), minutes, questions, draw(hints))

    kind = draw(st.sampled_from(ConversationKind))
    sections = tuple(section() for _ in range(draw(st.integers(1, 3))))
    return Form(next(keys), kind, draw(words(languages)), sections)


def both(text: str) -> Translations:
    """A text in two languages."""
    return {"nb": text, "en": f"{text} (en)"}


def small_form() -> Form:
    """A form of two sections with a question of each kind."""
    options = (Option("few", both("Få")), Option("many", both("Mange")))
    first = (
        Question("how", both("Hvordan går det?"), required=True),
        Question("which", both("Hvilken?"), QuestionKind.ONE_OF, Respondent.EMPLOYEE, options=options),
        Question(
            "several", both("Hvilke?"), QuestionKind.SEVERAL_OF, Respondent.LEADER, options=options, required=True
        ),
    )
    second = (
        Question("well", both("Hvor godt?"), QuestionKind.SCALE, scale=Scale(0, 4, both("Lite"), both("Mye"))),
        Question("yes", both("Ja?"), QuestionKind.YES_NO, Respondent.EMPLOYEE, required=True),
        Question("day", both("Når?"), QuestionKind.DATE, hint=both("Omtrent")),
    )
    sections = (Section("start", both("Start"), 5, first), Section("end", both("Slutt"), 10, second, both("Kort")))
    return Form("small", ConversationKind.OTHER, both("Liten"), sections)
