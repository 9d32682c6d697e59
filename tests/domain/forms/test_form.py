"""Forms as people answer them: which language is shown, what fits a question, what is missing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.forms.sample_forms import forms, small_form
from tui_app.domain.forms.answers import Answer, is_answered, unanswered_questions
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.json_format import form_from_json, form_to_json
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import Role

FORM = small_form()


@pytest.mark.parametrize(
    ("words", "language", "text"),
    [
        ({"nb": "ja", "nn": "jau", "en": "yes"}, "nn", "jau"),
        ({"nb": "ja", "en": "yes"}, "nn", "ja"),
        ({"nn": "jau", "en": "yes"}, "nb", "jau"),
        ({"nb": "", "nn": "jau"}, "nb", "jau"),
        ({"de": "ja", "en": "yes"}, "nb", "yes"),
        ({"nb": "ja", "en": "yes"}, "de", "yes"),
        ({"se": "juo", "de": "ja"}, "en", "ja"),
        ({"en": ""}, "en", ""),
        ({}, "nb", ""),
    ],
)
def test_a_text_is_shown_in_the_language_its_reader_knows_best(words: dict[str, str], language: str, text: str) -> None:
    assert in_language(words, language) == text


def test_a_form_tells_its_time_its_languages_and_where_a_question_stands() -> None:
    assert FORM.minutes == 15
    assert FORM.languages == ("nb", "en")
    assert [question.key for question in FORM.questions] == ["how", "which", "several", "well", "yes", "day"]
    assert FORM.question("well") is FORM.questions[3]
    section = FORM.section_of("well")
    assert section is not None
    assert section.key == "end"
    assert (FORM.question("nothing"), FORM.section_of("nothing")) == (None, None)


def test_a_language_that_lacks_one_text_is_not_among_those_of_the_form() -> None:
    first = FORM.sections[0]
    one = replace(first, title={"nb": "Start", "nn": "Start", "en": ""})
    assert replace(FORM, sections=(one, *FORM.sections[1:])).languages == ("nb",)


def test_a_question_asks_those_it_is_meant_for() -> None:
    asked = {role: [question.key for question in FORM.questions if question.is_for(role)] for role in Role}
    assert asked[Role.EMPLOYEE] == ["how", "which", "well", "yes", "day"]
    assert asked[Role.LEADER] == ["how", "several", "well", "day"]


def test_no_and_nought_are_answers_and_blank_text_is_none() -> None:
    assert all(is_answered(answer) for answer in (False, 0, "x", ["few"]))
    assert not any(is_answered(answer) for answer in (None, "", " \n", []))


def test_what_is_missing_is_told_to_the_one_it_was_meant_for() -> None:
    def keys(role: Role, answers: dict[str, Answer]) -> list[str]:
        return [question.key for question in unanswered_questions(FORM, role, answers)]

    assert keys(Role.EMPLOYEE, {}) == ["how", "yes"]
    assert keys(Role.EMPLOYEE, {"yes": False, "how": " "}) == ["how"]
    assert keys(Role.LEADER, {}) == ["how", "several"]
    assert keys(Role.LEADER, {"how": "Bra", "several": ["few"]}) == []


@given(forms())
def test_a_form_comes_back_from_json_as_it_was(form: Form) -> None:
    assert form_from_json(json.loads(json.dumps(form_to_json(form)))) == form


@given(forms(), st.randoms(use_true_random=False))
def test_equal_forms_give_the_same_bytes(form: Form, chance: object) -> None:
    title = dict(sorted(form.title.items(), key=lambda _: chance.random()))  # type: ignore[attr-defined]
    assert json.dumps(form_to_json(replace(form, title=title))) == json.dumps(form_to_json(form))
