"""Editing a form: moves, keys, and what keeps a draft from being published."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.domain.forms.sample_forms import both, forms, small_form
from tui_app.domain.errors import NotFound
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Form, Option, Question, QuestionKind, Scale, Section
from tui_app.domain.forms.template_file import find_problems
from tui_app.domain.records.conversation import ConversationKind

FORM = small_form()
KEYS = [question.key for question in FORM.questions]


def layout(form: Form) -> dict[str, list[str]]:
    """Section key -> question keys."""
    return {section.key: [question.key for question in section.questions] for section in form.sections}


@pytest.mark.parametrize(
    ("words", "taken", "key"),
    [
        ("Hvordan går det?", [], "hvordan_gar_det"),
        ("Ære, øl og Łukasz", [], "aere_ol_og_lukasz"),
        ("Mål", ["mal", "mal_2"], "mal_3"),
        ("???", ["part"], "part_2"),
        ("x" * 60, ["x" * 40], "x" * 38 + "_2"),
    ],
)
def test_a_key_is_made_of_words_and_unique(words: str, taken: list[str], key: str) -> None:
    assert editing.new_key(words, taken) == key


@given(st.text(), st.sets(st.from_regex(r"[a-z0-9_]{1,40}", fullmatch=True)))
def test_any_words_make_a_valid_key(words: str, taken: set[str]) -> None:
    form = editing.copy_form(FORM, editing.new_key(words, taken))
    assert form.key not in taken
    assert find_problems(form) == ()


def test_a_copy_has_its_own_key_and_optionally_another_title() -> None:
    copy = editing.copy_form(FORM, "Vår egen", both(" Vår   egen "))
    assert (copy.key, copy.title["nb"], copy.sections) == ("var_egen", "Vår egen", FORM.sections)
    assert editing.copy_form(FORM, "b").title == FORM.title


def test_title_and_kind_of_a_form_can_change() -> None:
    changed = editing.edit_form(
        FORM, replace(FORM, key="x", kind=ConversationKind.YEARLY, title=both("Ny"), sections=())
    )
    assert changed == replace(FORM, kind=ConversationKind.YEARLY, title=both("Ny"))


def test_a_section_is_added_at_the_end_or_after_another() -> None:
    new = Section("", both("Start"), 5, (Question("", both("Noe mer?")), Question("", both("Noe mer?"))))
    assert layout(editing.add_section(FORM, new)) == {**layout(FORM), "start_2": ["noe_mer", "noe_mer_2"]}
    assert list(layout(editing.add_section(FORM, new, after="start"))) == ["start", "start_2", "end"]


def test_an_edited_section_keeps_its_questions() -> None:
    changed = editing.edit_section(FORM, Section("end", both("Til\nslutt"), 20, (), {"nb": " ", "en": ""}))
    assert changed.sections[1] == replace(
        FORM.sections[1], title={"nb": "Til slutt", "en": "Til slutt (en)"}, minutes=20, hint={}
    )


def test_sections_move_and_stay_at_the_ends() -> None:
    moved = editing.move_section(FORM, "end", -1)
    assert list(layout(moved)) == ["end", "start"]
    assert editing.move_section(moved, "end", -1) == moved
    assert editing.move_section(moved, "end", 1) == FORM
    assert editing.move_section(FORM, "end", 1) == FORM


def test_a_section_is_removed_with_its_questions() -> None:
    assert layout(editing.remove_section(FORM, "start")) == {"end": ["well", "yes", "day"]}


def test_a_question_is_added_at_the_end_or_after_another_with_a_key_unique_in_the_whole_form() -> None:
    new = Question("", both("Day"))
    assert layout(editing.add_question(FORM, "start", new))["start"] == ["how", "which", "several", "day_2"]
    assert layout(editing.add_question(FORM, "start", new, after="how"))["start"] == [
        "how",
        "day_2",
        "which",
        "several",
    ]


def test_a_question_of_another_kind_loses_options_and_scale() -> None:
    which = FORM.question("which")
    well = FORM.question("well")
    assert which is not None
    assert well is not None
    plain = editing.edit_question(FORM, replace(which, kind=QuestionKind.TEXT))
    assert plain.question("which") == replace(which, kind=QuestionKind.TEXT, options=())
    day = editing.edit_question(plain, replace(well, kind=QuestionKind.DATE))
    assert day.question("well") == replace(well, kind=QuestionKind.DATE, scale=None)
    assert find_problems(day) == ()


def test_new_options_get_keys_and_old_ones_keep_theirs() -> None:
    which = FORM.question("which")
    assert which is not None
    added = (*which.options, Option("", both("Few")), Option("", both("Ingen  ")), Option("", both("Ingen")))
    changed = editing.edit_question(FORM, replace(which, options=added)).question("which")
    assert changed is not None
    assert [option.key for option in changed.options] == ["few", "many", "few_2", "ingen", "ingen_2"]
    assert changed.options[3].text["nb"] == "Ingen"


def test_questions_move_within_their_section_and_over_its_end_into_the_neighbour() -> None:
    assert layout(editing.move_question(FORM, "how", 1))["start"] == ["which", "how", "several"]
    over = editing.move_question(FORM, "several", 1)
    assert layout(over) == {"start": ["how", "which"], "end": ["several", "well", "yes", "day"]}
    assert editing.move_question(over, "several", -1) == FORM
    assert editing.move_question(FORM, "how", -1) == FORM
    assert editing.move_question(FORM, "day", 1) == FORM


@given(forms(), st.data())
def test_a_move_and_its_opposite_leave_the_form_as_it_was(form: Form, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from([question.key for question in form.questions]))
    step = data.draw(st.sampled_from([-1, 1]))
    moved = editing.move_question(form, key, step)
    assert sorted(question.key for question in moved.questions) == sorted(question.key for question in form.questions)
    assert moved == form or editing.move_question(moved, key, -step) == form


def test_a_question_can_be_moved_through_the_whole_form() -> None:
    form, seen = FORM, []
    for _ in range(len(KEYS)):
        form = editing.move_question(form, "how", 1)
        seen.append([question.key for question in form.questions].index("how"))
    assert seen == [1, 2, 2, 3, 4, 5]
    assert layout(form) == {"start": ["which", "several"], "end": ["well", "yes", "day", "how"]}


def test_a_draft_may_be_incomplete_and_says_what_is_missing() -> None:
    draft = editing.remove_question(FORM, "how")
    assert find_problems(draft) == ()
    for key in ("which", "several"):
        draft = editing.remove_question(draft, key)
    draft = editing.add_question(draft, "end", Question("", {"nb": "Hvor?"}, QuestionKind.SCALE))
    draft = editing.add_question(draft, "end", Question("", {}, QuestionKind.SCALE, scale=Scale(3, 1, {}, both("Mye"))))
    assert [(problem.where, problem.code) for problem in find_problems(draft)] == [
        ("sections 1, questions", "no_questions"),
        ("sections 2, questions 4, scale", "scale_missing"),
        ("sections 2, questions 4, text", "language_missing"),
        ("sections 2, questions 5, text", "missing"),
        ("sections 2, questions 5, scale, low_text", "missing"),
        ("sections 2, questions 5, scale, high", "scale_order"),
    ]


def test_a_form_can_be_kept_in_fewer_languages() -> None:
    norwegian = editing.keep_languages(FORM, ["nb"])
    assert norwegian.languages == ("nb",)
    assert find_problems(norwegian) == ()
    assert norwegian.questions[3].scale == Scale(0, 4, {"nb": "Lite"}, {"nb": "Mye"})


def test_missing_parts_cannot_be_changed() -> None:
    changes: list[Callable[[], Form]] = [
        lambda: editing.move_section(FORM, "no", 1),
        lambda: editing.edit_section(FORM, Section("no", both("No"), 1, ())),
        lambda: editing.add_question(FORM, "no", FORM.questions[0]),
        lambda: editing.add_question(FORM, "start", FORM.questions[0], after="day"),
        lambda: editing.edit_question(FORM, replace(FORM.questions[0], key="no")),
        lambda: editing.remove_question(FORM, "no"),
    ]
    for change in changes:
        with pytest.raises(NotFound):
            change()
