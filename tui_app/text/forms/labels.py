"""The organisation's forms in words: their states, languages and problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.forms.form import Form, Respondent
from tui_app.domain.forms.set_aside import all_languages
from tui_app.domain.forms.translations import Translations, in_language, language_order
from tui_app.domain.records.conversation import Role
from tui_app.domain.records.template import Template, TemplateState
from tui_app.text.conversations.labels import CONVERSATION_KIND_LABELS
from tui_app.text.i18n import N_, _, current_language, format_message, language_name, language_names

if TYPE_CHECKING:
    from tui_app.domain.forms.template_problems import TemplateProblem


FORM_STATE_LABELS: Mapping[TemplateState, str] = {
    TemplateState.DRAFT: N_("draft"),
    TemplateState.PUBLISHED: N_("in use"),
    TemplateState.RETIRED: N_("retired"),
}
FORM_GROUP_LABELS: Mapping[TemplateState, str] = {
    TemplateState.DRAFT: N_("Drafts"),
    TemplateState.PUBLISHED: N_("In use"),
    TemplateState.RETIRED: N_("Retired"),
}
ANSWERER_LABELS: Mapping[Respondent, str] = {
    Respondent.EMPLOYEE: N_("employee"),
    Respondent.LEADER: N_("leader"),
    Respondent.BOTH: N_("both"),
}
PREVIEW_ROLE_LABELS: Mapping[Role, str] = {
    Role.EMPLOYEE: N_("As the employee sees it"),
    Role.LEADER: N_("As the leader sees it"),
}
FORM_PART_LABELS: Mapping[str, str] = {
    "title": N_("title"),
    "text": N_("question"),
    "hint": N_("help"),
    "minutes": N_("minutes"),
    "options": N_("options"),
    "scale": N_("scale"),
}
EXPECTED_TYPE_LABELS: Mapping[str, str] = {
    "text": N_("text between quotation marks"),
    "whole_number": N_("a whole number"),
    "true_or_false": N_("true or false"),
    "list": N_("a list, or separate sections"),
    "words": N_("a text for each language, as in title.nb"),
    "table": N_("named fields"),
}
FORM_PROBLEM_MESSAGES: Mapping[str, str] = {
    "too_large": N_("The file is too large. Expected: at most $most bytes."),
    "empty": N_("The file is empty."),
    "too_deep": N_("Too many nested levels."),
    "toml": N_("Not valid TOML (column $column): $said"),
    "not_utf8": N_("This line cannot be read. Save the file as UTF-8."),
    "unknown_field": N_("Unexpected name. Expected: $expected"),
    "missing": N_("This is required."),
    "wrong_type": N_("Expected here: $expected"),
    "not_one_of": N_("Unknown: “$found”. Expected: $expected"),
    "bad_key": N_("“$found” is not a key. Expected: lower-case letters, digits and _, at most 40."),
    "key_twice": N_("“$found” is used twice. The first is: $first"),
    "out_of_range": N_("Expected: a whole number from $least to $most."),
    "empty_text": N_("Nothing written here."),
    "too_long": N_("Too long: $length characters. Expected: at most $most."),
    "control_characters": N_("It contains characters that cannot be shown."),
    "bad_language": N_("“$found” is not a language. Expected: a code such as nb, nn or en."),
    "language_missing": N_("The text in $language is missing."),
    "language_extra": N_("Most texts are missing in $language. The form's languages: $expected"),
    "too_few_options": N_("Too few options. Expected: at least $least."),
    "too_many_options": N_("Too many options. Expected: at most $most."),
    "options_not_expected": N_("A question of this type ($kind) has no options."),
    "scale_missing": N_("The scale is missing: the lowest and highest steps and their meaning."),
    "scale_not_expected": N_("A question of this type ($kind) has no scale."),
    "scale_order": N_("The highest step ($high) is not above the lowest ($low)."),
    "too_many_steps": N_("$steps steps. Expected: at most $most."),
    "no_sections": N_("No sections yet."),
    "no_questions": N_("No questions in this section yet."),
    "too_many_sections": N_("Too many sections. Expected: at most $most."),
    "too_many_questions": N_("Too many questions. Expected: at most $most."),
}


def version_text(template: Template) -> str:
    """The number and state of a version."""
    return format_message(
        _("version $number · $state"), number=template.number, state=_(FORM_STATE_LABELS[template.state])
    )


def form_problem_message(problem: TemplateProblem) -> str:
    """What is wrong with a form, and what was expected."""
    values = dict(problem.values)
    if problem.code == "wrong_type":
        values["expected"] = _(EXPECTED_TYPE_LABELS[str(values["expected"])])
    elif problem.code == "language_missing":
        values["language"] = language_name(str(values["language"]))
    elif problem.code == "language_extra":
        expected = tuple(str(values["expected"]).split(", "))
        values |= {"language": language_name(str(problem.path[-1])), "expected": language_names(expected)}
    return format_message(_(FORM_PROBLEM_MESSAGES.get(problem.code, N_("This is not valid yet."))), **values)


def position_in_file(problem: TemplateProblem) -> str:
    """Where in a file a problem is: the line, and the path of keys to it."""
    line = format_message(_("Line $line"), line=problem.line)
    return f"{line} · {problem.where}" if problem.where else line


def position_in_form(form: Form, problem: TemplateProblem) -> str:
    """Where in an edited form a problem is: the title or question as people read it, and which part of it."""
    section, question = section_and_question_at(form, problem)
    text = form.title
    if question is not None:
        text = form.sections[section or 0].questions[question].text
    elif section is not None:
        text = form.sections[section].title
    return " · ".join(part for part in (_localized(text) or "–", form_part_label(problem)) if part)


def form_part_label(problem: TemplateProblem) -> str:
    """The part of a section or question that has the problem; empty if the whole has it."""
    named = [_(FORM_PART_LABELS[name]) for name in problem.path if isinstance(name, str) and name in FORM_PART_LABELS]
    return named[-1] if named else ""


def section_and_question_at(form: Form, problem: TemplateProblem) -> tuple[int | None, int | None]:
    """The indexes, from 0, of the section and the question that have the problem; None if it is elsewhere."""
    numbers = [part for part in problem.path if isinstance(part, int)]
    section = numbers[0] if numbers and numbers[0] < len(form.sections) else None
    in_question = section is not None and "questions" in problem.path and len(numbers) > 1
    return section, numbers[1] if in_question else None


def all_form_languages(form: Form) -> tuple[str, ...]:
    """The languages that any text of the form has, even if other texts still lack them."""
    return language_order(all_languages(form))


def yes_or_no(value: bool) -> str:
    """The answer to a yes or no question."""
    return _("yes") if value else _("no")


def form_title(template: Template) -> str:
    """The title of a form, or its kind if it has none."""
    return _localized(template.title) or _(CONVERSATION_KIND_LABELS[template.kind])


def _localized(text: Translations) -> str:
    return in_language(text, current_language())
