"""The language of a conversation's form: each reader's own, or one that was chosen; on both databases."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services.sample_conversations import Cast, plan_draft, planned
from tui_app.domain.errors import InvalidInput
from tui_app.domain.forms.form import all_translations
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.minutes import drafting, submission


def languages(cast: Cast, now: datetime, conversation_id: int) -> set[str]:
    """The languages of the texts that the employee is given."""
    form = conversation_view.get_view(cast.employee, now, conversation_id).form
    return {code for text in all_translations(form) for code in text}


def test_each_reader_has_their_own_language_unless_one_is_chosen(cast: Cast, now: datetime) -> None:
    own, chosen = planned(cast, now), planned(cast, now, language="en")
    assert languages(cast, now, own) > {"en"}
    assert languages(cast, now, chosen) == {"en"}


def test_the_minutes_are_in_the_chosen_language(cast: Cast, now: datetime) -> None:
    for language, wanted in (("", "nb"), ("en", "en")):
        conversation_id = planned(cast, now, language=language)
        planning.start(cast.leader, now, conversation_id)
        drafting.save_section(cast.employee, now, conversation_id, "work", "Enige.", 0)
        submission.submit(cast.employee, now, conversation_id, "nb")
        view = conversation_view.get_view(cast.leader, now, conversation_id)
        assert view.submitted is not None
        assert view.submitted.language == wanted


def test_a_form_is_not_planned_in_a_language_that_it_lacks(cast: Cast, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast, language="se"))
    assert refused.value.problems == {"language": "not_in_form"}


def test_the_language_of_a_plan_can_be_changed(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now, language="en")
    before = conversation_view.get(cast.leader, now, conversation_id)
    planning.edit(cast.leader, now, conversation_id, before.version, plan_draft(cast))
    assert conversation_view.get(cast.leader, now, conversation_id).language == ""
