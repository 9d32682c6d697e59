"""Template files: all mistakes are reported at once with their lines, and a written template reads back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.domain.forms.sample_forms import forms, small_form
from tui_app.domain.forms.form import Form, QuestionKind, Respondent
from tui_app.domain.forms.template_file import find_problems, parse_template, write_template
from tui_app.domain.forms.template_problems import InvalidTemplate, TemplateProblem
from tui_app.domain.forms.toml_reader import TEMPLATE_FILE_LIMIT

SMALL = """\
key = "small" # a comment with [[sections]]
kind = "other"
title = { nb = "Liten", en = "Small" }

[[sections]]
key = "start"
title = { nb = "Start", en = "Start" }
minutes = 5

[[sections.questions]]
key = "how"
text = { nb = "Hvordan?", en = "How?" }

[[sections.questions]]
key = "which"
text.nb = "Hvilken?"
text.en = "Which?"
kind = "one_of"
who = "leader"
required = true
options = [
    { key = "few", text = { nb = "Få", en = "Few" } },
    { key = "many", text = { nb = "Mange", en = "Many" } },
]

[[sections]]
key = "end"
title = { nb = "Slutt", en = "End" }
minutes = 10
[[sections.questions]]
key = "well"
text = { nb = "Hvor godt?", en = "How well?" }
kind = "scale"
scale = { low = 1, high = 5, low_text = { nb = "Lite", en = "Little" }, high_text = { nb = "Mye", en = "Much" } }
"""


def problems(text: str) -> tuple[TemplateProblem, ...]:
    with pytest.raises(InvalidTemplate) as refused:
        parse_template(text)
    assert refused.value.code == "template_wrong"
    assert refused.value.values["count"] == len(refused.value.problems)
    return refused.value.problems


def reported(text: str) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.where, problem.code) for problem in problems(text)]


def test_a_template_is_parsed_with_defaults_filled_in() -> None:
    form = parse_template(SMALL)
    how, which, well = form.questions
    assert (form.key, form.minutes, form.languages) == ("small", 15, ("nb", "en"))
    assert (how.kind, how.who, how.required, how.hint) == (QuestionKind.TEXT, Respondent.BOTH, False, {})
    assert (which.who, which.required, [option.key for option in which.options]) == ("leader", True, ["few", "many"])
    assert which.text == {"nb": "Hvilken?", "en": "Which?"}
    assert well.scale is not None
    assert (well.scale.low, well.scale.high, well.scale.high_text["nb"]) == (1, 5, "Mye")


@pytest.mark.parametrize(
    ("right", "wrong", "line", "where", "code", "values"),
    [
        ('kind = "other"', 'kind = "chat"', 2, "kind", "not_one_of", {"found": "chat"}),
        ('kind = "other"', 'kind = "other"\ncolour = 3', 3, "colour", "unknown_field", {}),
        ('key = "small"', 'key = "Small form"', 1, "key", "bad_key", {"found": "Small form"}),
        ('title = { nb = "Liten", en = "Small" }', "title = {}", 3, "title", "missing", {}),
        ('title = { nb = "Liten", en = "Small" }', 'title = "Liten"', 3, "title", "wrong_type", {"expected": "words"}),
        ('"Liten"', f'"{"x" * 121}"', 3, "title, nb", "too_long", {"most": 120, "length": 121}),
        ('"Liten"', '"  "', 3, "title, nb", "empty_text", {}),
        ('"Liten"', r'"Li\u001bten"', 3, "title, nb", "control_characters", {}),
        ('"Liten"', "7", 3, "title, nb", "wrong_type", {"expected": "text"}),
        ("minutes = 5", "", 5, "sections 1, minutes", "missing", {}),
        ("minutes = 5", "minutes = 0", 8, "sections 1, minutes", "out_of_range", {"least": 1, "most": 240}),
        ("minutes = 5", "minutes = 241", 8, "sections 1, minutes", "out_of_range", {"least": 1, "most": 240}),
        ("minutes = 5", 'minutes = "5"', 8, "sections 1, minutes", "wrong_type", {"expected": "whole_number"}),
        ('key = "end"', 'key = "start"', 27, "sections 2, key", "key_twice", {"found": "start", "first": "sections 1"}),
        (
            'key = "well"',
            'key = "how"',
            31,
            "sections 2, questions 1, key",
            "key_twice",
            {"found": "how", "first": "sections 1, questions 1"},
        ),
        (
            'key = "many"',
            'key = "few"',
            23,
            "sections 1, questions 2, options 2, key",
            "key_twice",
            {"found": "few", "first": "sections 1, questions 2, options 1"},
        ),
        ('"one_of"', '"choice"', 18, "sections 1, questions 2, kind", "not_one_of", {"found": "choice"}),
        (
            '"leader"',
            '"boss"',
            19,
            "sections 1, questions 2, who",
            "not_one_of",
            {"expected": "employee, leader, both"},
        ),
        ("true", '"yes"', 20, "sections 1, questions 2, required", "wrong_type", {"expected": "true_or_false"}),
        (
            '    { key = "many", text = { nb = "Mange", en = "Many" } },\n',
            "",
            21,
            "sections 1, questions 2, options",
            "too_few_options",
            {"least": 2},
        ),
        ('"one_of"', '"text"', 21, "sections 1, questions 2, options", "options_not_expected", {"kind": "text"}),
        ("low = 1", "low = 5", 34, "sections 2, questions 1, scale, high", "scale_order", {"low": 5, "high": 5}),
        (
            "high = 5",
            "high = 12",
            34,
            "sections 2, questions 1, scale, high",
            "too_many_steps",
            {"steps": 12, "most": 11},
        ),
        ("low = 1", "low = -9999", 34, "sections 2, questions 1, scale, low", "out_of_range", {"least": -1000}),
        ('"scale"', '"date"', 34, "sections 2, questions 1, scale", "scale_not_expected", {"kind": "date"}),
        (', en = "Many"', "", 23, "sections 1, questions 2, options 2, text", "language_missing", {"language": "en"}),
        ('text.en = "Which?"\n', "", 16, "sections 1, questions 2, text", "language_missing", {"language": "en"}),
        (
            'en = "How?"',
            'en = "How?", nn = "Korleis?"',
            12,
            "sections 1, questions 1, text, nn",
            "language_extra",
            {"expected": "nb, en"},
        ),
        (
            'en = "How?"',
            'en = "How?", "på norsk" = "x"',
            12,
            "sections 1, questions 1, text, på norsk",
            "bad_language",
            {},
        ),
    ],
)
def test_a_mistake_is_reported_with_line_place_and_expected_values(
    right: str, wrong: str, line: int, where: str, code: str, values: dict[str, object]
) -> None:
    assert right in SMALL
    found = problems(SMALL.replace(right, wrong, 1))
    expected = [problem for problem in found if problem.code == code]
    assert [(problem.line, problem.where) for problem in expected] == [(line, where)]
    assert values.items() <= dict(expected[0].values).items()


def test_an_unknown_field_is_reported_with_the_known_ones() -> None:
    wrong = SMALL.replace("minutes = 10", "minutes = 10\nlength = 3").replace("high = 5", "high = 5, steps = 5")
    assert [(problem.where, problem.values["expected"]) for problem in problems(wrong)] == [
        ("sections 2, length", "key, title, minutes, hint, questions"),
        ("sections 2, questions 1, scale, steps", "low, high, low_text, high_text"),
    ]


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file() -> None:
    wrong = (
        SMALL.replace('kind = "other"', 'kind = "chat"')
        .replace("minutes = 5", "minutes = 500")
        .replace('key = "end"', 'key = "start"')
        .replace('kind = "scale"', 'kind = "slider"')
        .replace("high = 5", "high = 0")
    )
    assert reported(wrong) == [
        (2, "kind", "not_one_of"),
        (8, "sections 1, minutes", "out_of_range"),
        (27, "sections 2, key", "key_twice"),
        (33, "sections 2, questions 1, kind", "not_one_of"),
    ]
    scale = wrong.replace('"slider"', '"scale"')
    assert reported(scale)[-1] == (34, "sections 2, questions 1, scale, high", "scale_order")


@pytest.mark.parametrize("text", ["", "\n \n", "# nothing but a comment\n"])
def test_an_empty_file_is_one_mistake(text: str) -> None:
    assert reported(text) == [(1, "", "empty")]


def test_a_form_without_sections_and_a_section_without_questions_are_reported() -> None:
    head = SMALL.split("\n[[sections]]")[0]
    assert reported(head) == [(1, "sections", "no_sections")]
    bare = '\n[[sections]]\nkey = "a"\nminutes = 1\ntitle = { nb = "A", en = "A" }\n'
    assert reported(head + bare) == [(5, "sections 1, questions", "no_questions")]
    single = head + '\n[sections]\nkey = "a"\n'
    assert [(problem.code, problem.values) for problem in problems(single)] == [("wrong_type", {"expected": "list"})]


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ('key = "a"\nkind = \n', 2, 8, "toml"),
        ('key = "a"\nkey = "b"\n', 2, 10, "toml"),
        ('key = "a"\ntitle = """never closed\n', 3, 1, "toml"),
        ('key = "a"\r\nkind : "other"\r\n', 2, 6, "toml"),
        (f"a = {'9' * 5000}", 1, 1, "toml"),
        ("x = " + "[" * 20_000, 1, None, "too_deep"),
        ("x = 1\n" + "a" + ".a" * 90_000 + " = 1", 2, None, "too_deep"),
        ("x" * (TEMPLATE_FILE_LIMIT + 1), 1, None, "too_large"),
    ],
)
def test_invalid_toml_is_reported_with_line_and_column(text: str, line: int, column: int | None, code: str) -> None:
    (problem,) = problems(text)
    assert (problem.line, problem.values.get("column"), problem.code) == (line, column, code)


def test_too_many_sections_and_questions_are_reported_once() -> None:
    question = '[[sections.questions]]\nkey = "q{}"\ntext.nb = "?"\n'
    section = '[[sections]]\nkey = "s{}"\ntitle.nb = "S"\nminutes = 1\n'
    head = 'key = "a"\nkind = "other"\ntitle.nb = "A"\n'
    many = head + "".join(section.format(n) + question.format(n) for n in range(42))
    assert reported(many) == [(3 + 40 * 7 + 1, "sections 41", "too_many_sections")]
    long = head + section.format(0) + "".join(question.format(n) for n in range(202))
    assert reported(long) == [(7 + 200 * 3 + 1, "sections 1, questions 201", "too_many_questions")]


def test_texts_are_cleaned_to_one_line() -> None:
    form = parse_template(SMALL.replace('"Hvordan?"', '"""\n  Hvor\u200bdan \n går\u00ad det?"""'))
    assert form.questions[0].text["nb"] == "Hvordan går det?"


def test_values_shown_from_a_file_are_short_and_clean() -> None:
    wrong = SMALL.replace('kind = "other"', rf'kind = "\u001b]52;{"x" * 999}"' + '\n"a\\u001bb\\n" = 1')
    unknown, kind = sorted(problems(wrong), key=lambda problem: problem.code, reverse=True)
    assert len(str(kind.values["found"])) <= 60
    assert "\x1b" not in str(kind.values["found"])
    assert (unknown.where, unknown.line) == ("ab", 3)


@given(forms())
def test_a_written_template_reads_back_the_same(form: Form) -> None:
    assert parse_template(write_template(form)) == form
    assert find_problems(form) == ()


def test_a_written_template_is_easy_to_read() -> None:
    written = write_template(small_form())
    assert written.startswith(
        'key = "small"\nkind = "other"\ntitle.nb = "Liten"\ntitle.en = "Liten (en)"\n\n[[sections]]\n'
    )
    assert '    { key = "few", text = { nb = "Få", en = "Få (en)" } },\n' in written
    assert max(map(len, written.splitlines())) < 100


@given(st.text() | st.text(alphabet="[]{}\"'=.,# \nab1"))
def test_arbitrary_text_is_rejected_with_problems(text: str) -> None:
    assert problems(text)


def test_problems_of_an_edited_form_have_a_path_but_no_line() -> None:
    form = parse_template(SMALL)
    empty = replace(form.sections[0], questions=(), minutes=0)
    found = find_problems(replace(form, sections=(empty, *form.sections[1:])))
    assert [(problem.line, problem.code, problem.path) for problem in found] == [
        (0, "out_of_range", ("sections", 0, "minutes")),
        (0, "no_questions", ("sections", 0, "questions")),
    ]
