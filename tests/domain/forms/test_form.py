"""What a form knows about its questions and languages."""

from __future__ import annotations

from msgspec.structs import replace

from tests.domain.forms.sample_forms import small_form
from tui_app.domain.records.conversation import Role

FORM = small_form()


def test_a_form_knows_its_duration_languages_and_sections() -> None:
    assert FORM.minutes == 15
    assert FORM.languages == ("nb", "en")
    assert [question.key for question in FORM.questions] == ["how", "which", "several", "well", "yes", "day"]
    assert FORM.question("well") is FORM.questions[3]
    section = FORM.section_of("well")
    assert section is not None
    assert section.key == "end"
    assert (FORM.question("nothing"), FORM.section_of("nothing")) == (None, None)


def test_a_language_that_lacks_one_text_is_not_a_language_of_the_form() -> None:
    first = FORM.sections[0]
    one = replace(first, title={"nb": "Start", "nn": "Start", "en": ""})
    assert replace(FORM, sections=(one, *FORM.sections[1:])).languages == ("nb",)


def test_a_question_is_for_the_roles_it_is_meant_for() -> None:
    asked = {role: [question.key for question in FORM.questions if question.is_for(role)] for role in Role}
    assert asked[Role.EMPLOYEE] == ["how", "which", "well", "yes", "day"]
    assert asked[Role.LEADER] == ["how", "several", "well", "day"]
