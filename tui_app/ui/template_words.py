"""The words of the organisation's forms: states, kinds of question, languages, and what is wrong with a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.forms import Answerer, Form, QuestionKind, in_language, language_order
from tui_app.domain.records import Role, Template, TemplateState
from tui_app.ui.language import N_, _, spoken, told

if TYPE_CHECKING:
    from tui_app.domain.templates import TemplateProblem

STATES: Mapping[TemplateState, str] = {
    TemplateState.DRAFT: N_("draft"),
    TemplateState.PUBLISHED: N_("in use"),
    TemplateState.RETIRED: N_("out of use"),
}
GROUPS: Mapping[TemplateState, str] = {
    TemplateState.DRAFT: N_("Drafts"),
    TemplateState.PUBLISHED: N_("In use"),
    TemplateState.RETIRED: N_("Out of use"),
}
QUESTION_KINDS: Mapping[QuestionKind, str] = {
    QuestionKind.TEXT: N_("text"),
    QuestionKind.ONE_OF: N_("one of several"),
    QuestionKind.SEVERAL_OF: N_("several of many"),
    QuestionKind.SCALE: N_("scale"),
    QuestionKind.YES_NO: N_("yes or no"),
    QuestionKind.DATE: N_("a day"),
}
ANSWERERS: Mapping[Answerer, str] = {
    Answerer.EMPLOYEE: N_("employee"),
    Answerer.LEADER: N_("leader"),
    Answerer.BOTH: N_("both"),
}
ROLES: Mapping[Role, str] = {
    Role.EMPLOYEE: N_("As the employee sees it"),
    Role.LEADER: N_("As the leader sees it"),
}
LANGUAGES: Mapping[str, str] = {
    "nb": N_("bokmål"),
    "nn": N_("nynorsk"),
    "en": N_("English"),
    "se": N_("Northern Sami"),
}
PARTS: Mapping[str, str] = {
    "title": N_("title"),
    "text": N_("question"),
    "hint": N_("help"),
    "minutes": N_("minutes"),
    "options": N_("options"),
    "scale": N_("scale"),
}
EXPECTED: Mapping[str, str] = {
    "text": N_("text between quotation marks"),
    "whole_number": N_("a whole number"),
    "true_or_false": N_("true or false"),
    "list": N_("a list, or sections of their own"),
    "words": N_("a text for each language, as in title.nb"),
    "table": N_("fields with names"),
}
PROBLEMS: Mapping[str, str] = {
    "too_large": N_("The file is too large. Expected: at most $most bytes."),
    "empty": N_("There is nothing in the file."),
    "too_deep": N_("There are too many levels within each other."),
    "toml": N_("This cannot be read as TOML (column $column): $said"),
    "not_utf8": N_("This line cannot be read. Save the file as UTF-8."),
    "unknown_field": N_("Nothing of this name belongs here. Expected: $expected"),
    "missing": N_("This is missing."),
    "wrong_type": N_("Expected here: $expected"),
    "not_one_of": N_("«$found» is not known. Expected: $expected"),
    "bad_key": N_("«$found» is no key. Expected: small letters, digits and _, at most 40."),
    "key_twice": N_("«$found» stands twice. The first is: $first"),
    "out_of_range": N_("Expected: a whole number from $least to $most."),
    "empty_text": N_("Nothing is written here."),
    "too_long": N_("This is too long: $length characters. Expected: at most $most."),
    "control_characters": N_("There are characters in it that cannot be shown."),
    "bad_language": N_("«$found» is no language. Expected: a code such as nb, nn or en."),
    "language_missing": N_("The text in $language is missing."),
    "language_extra": N_("Most texts are missing in $language. The form is in: $expected"),
    "too_few_options": N_("There are too few options. Expected: at least $least."),
    "too_many_options": N_("There are too many options. Expected: at most $most."),
    "options_not_expected": N_("A question of this kind ($kind) has no options."),
    "scale_missing": N_("The scale is missing: its lowest and highest step, and what they mean."),
    "scale_not_expected": N_("A question of this kind ($kind) has no scale."),
    "scale_order": N_("The highest step ($high) is not above the lowest ($low)."),
    "too_many_steps": N_("There are $steps steps. Expected: at most $most."),
    "no_sections": N_("There is no section yet."),
    "no_questions": N_("There is no question in this section yet."),
    "too_many_sections": N_("There are too many sections. Expected: at most $most."),
    "too_many_questions": N_("There are too many questions. Expected: at most $most."),
}


def language_name(code: str) -> str:
    """What a language is called; its code where we have no name for it."""
    return _(LANGUAGES[code]) if code in LANGUAGES else code


def language_names(codes: tuple[str, ...]) -> str:
    """Languages in one line, by their names."""
    return ", ".join(language_name(code) for code in codes)


def version_words(template: Template) -> str:
    """Which version it is, and where it stands."""
    return told(_("version $number · $state"), number=template.number, state=_(STATES[template.state]))


def problem_words(problem: TemplateProblem) -> str:
    """What is wrong, and what was expected."""
    values = dict(problem.values)
    if problem.code == "wrong_type":
        values["expected"] = _(EXPECTED[str(values["expected"])])
    elif problem.code == "language_missing":
        values["language"] = language_name(str(values["language"]))
    elif problem.code == "language_extra":
        expected = tuple(str(values["expected"]).split(", "))
        values |= {"language": language_name(str(problem.path[-1])), "expected": language_names(expected)}
    return told(_(PROBLEMS.get(problem.code, N_("This is not right yet."))), **values)


def file_place(problem: TemplateProblem) -> str:
    """Where in a file: its line, and the place in the file's own words."""
    line = told(_("Line $line"), line=problem.line)
    return f"{line} · {problem.where}" if problem.where else line


def form_place(form: Form, problem: TemplateProblem) -> str:
    """Where in a form that is being edited: the title or question as people read it, and which part of it."""
    section, question = part_at(form, problem)
    words = form.title
    if question is not None:
        words = form.sections[section or 0].questions[question].text
    elif section is not None:
        words = form.sections[section].title
    return " · ".join(part for part in (in_language(words, spoken()) or "–", part_name(problem)) if part)


def part_name(problem: TemplateProblem) -> str:
    """Which part of a section or question a problem is about; empty where it is about all of it."""
    named = [_(PARTS[name]) for name in problem.path if isinstance(name, str) and name in PARTS]
    return named[-1] if named else ""


def part_at(form: Form, problem: TemplateProblem) -> tuple[int | None, int | None]:
    """The places, from 0, of the section and the question that a problem is about; None where it is about neither."""
    numbers = [part for part in problem.path if isinstance(part, int)]
    section = numbers[0] if numbers and numbers[0] < len(form.sections) else None
    in_question = section is not None and "questions" in problem.path and len(numbers) > 1
    return section, numbers[1] if in_question else None


def languages_of(form: Form) -> tuple[str, ...]:
    """Every language that any text of the form has, a new one that is not written everywhere yet too."""
    from tui_app.domain.forms import all_words

    return language_order({code for words in all_words(form) for code in words})
