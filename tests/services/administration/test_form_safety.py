"""Forms: who may do what, two writers at once, and that a published version stays as it is whatever is called."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.domain.forms.sample_forms import both
from tests.services.administration.forms import states, with_title
from tests.services.sample_conversations import FORM, Cast
from tui_app.domain.errors import ConflictError, DomainError, NotAllowed, NotFound
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Question
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.template import Template, TemplateState
from tui_app.services.administration import templates

NO_ID = 999_999


def test_the_later_of_two_writers_gets_a_conflict(cast: Cast, now: datetime, published: Template) -> None:
    me, other = cast.administrator, replace(cast.leader, is_administrator=True)
    draft = templates.start_draft(me, now, published.id)
    theirs = with_title(FORM, "Deres")
    saved = templates.save(other, now, draft.id, draft.version, theirs)
    for late in (
        lambda: templates.save(me, now, draft.id, draft.version, with_title(FORM, "Min")),
        lambda: templates.publish(me, now, draft.id, draft.version),
        lambda: templates.remove_draft(me, now, draft.id, draft.version),
    ):
        with pytest.raises(ConflictError) as told:
            late()
        assert (told.value.by, told.value.current) == (other.name, (saved, theirs))
    assert states(me, now) == [(2, TemplateState.DRAFT), (1, TemplateState.PUBLISHED)]
    assert templates.save(me, now, draft.id, saved.version, with_title(FORM, "Min")).title["nb"] == "Min"


def test_a_late_save_does_not_land_in_another_form(cast: Cast, now: datetime, published: Template) -> None:
    copy = templates.copy(cast.administrator, now, published.id, both("Kopi"))
    with pytest.raises(NotFound):
        templates.save(cast.administrator, now, copy.id, copy.version, FORM)


def all_calls(viewer: Viewer, now: datetime, published: Template, draft: Template) -> list[Callable[[], object]]:
    """Everything that only administrators may call."""
    return [
        lambda: templates.all_versions(viewer, now),
        lambda: templates.get(viewer, now, draft.id),
        lambda: templates.start_draft(viewer, now, published.id),
        lambda: templates.copy(viewer, now, published.id, both("Min")),
        lambda: templates.import_form(viewer, now, replace(FORM, key="mine")),
        lambda: templates.save(viewer, now, draft.id, draft.version, with_title(FORM, "Min")),
        lambda: templates.publish(viewer, now, draft.id, draft.version),
        lambda: templates.retire(viewer, now, published.id, published.version),
        lambda: templates.remove_draft(viewer, now, draft.id, draft.version),
    ]


def test_only_administrators_manage_forms(cast: Cast, now: datetime, published: Template) -> None:
    draft = templates.copy(cast.administrator, now, published.id, both("Kopi"))
    before = templates.all_versions(cast.administrator, now)
    for somebody in (cast.leader, cast.employee, cast.stranger):
        for refused in all_calls(somebody, now, published, draft):
            with pytest.raises(NotAllowed):
                refused()
        assert templates.get(somebody, now, published.id) == (published, FORM)
    assert templates.all_versions(cast.administrator, now) == before


def test_what_is_not_there_is_said(cast: Cast, now: datetime) -> None:
    me = cast.administrator
    calls: list[Callable[[], object]] = [
        lambda: templates.get(me, now, NO_ID),
        lambda: templates.start_draft(me, now, NO_ID),
        lambda: templates.copy(me, now, NO_ID, both("Kopi")),
        lambda: templates.save(me, now, NO_ID, 1, FORM),
        lambda: templates.publish(me, now, NO_ID, 1),
        lambda: templates.retire(me, now, NO_ID, 1),
        lambda: templates.remove_draft(me, now, NO_ID, 1),
    ]
    for missed in calls:
        with pytest.raises(NotFound):
            missed()


def test_of_many_who_begin_a_draft_at_once_one_gets_it(cast: Cast, now: datetime, published: Template) -> None:
    def begin(_turn: int) -> str:
        try:
            return templates.start_draft(cast.administrator, now, published.id).state.value
        except DomainError as refusal:
            return refusal.code

    with ThreadPoolExecutor(4) as pool:
        said = sorted(pool.map(begin, range(4)))
    assert said == ["draft", "draft_exists", "draft_exists", "draft_exists"]
    assert states(cast.administrator, now) == [(2, TemplateState.DRAFT), (1, TemplateState.PUBLISHED)]


CALLS = ("save", "publish", "retire", "remove", "begin", "copy", "import")


def call(name: str, viewer: Viewer, now: datetime, template: Template) -> None:
    """Call one use case on a version, whatever comes of it."""
    changed = editing.add_question(FORM, "work", Question("", both("Enda et?")))
    try:
        match name:
            case "save":
                templates.save(viewer, now, template.id, template.version, replace(changed, key=template.key))
            case "publish":
                templates.publish(viewer, now, template.id, template.version)
            case "retire":
                templates.retire(viewer, now, template.id, template.version)
            case "remove":
                templates.remove_draft(viewer, now, template.id, template.version)
            case "begin":
                templates.start_draft(viewer, now, template.id)
            case "copy":
                templates.copy(viewer, now, template.id, both("Kopi"))
            case "import":
                templates.import_form(viewer, now, replace(changed, key=template.key))
    except DomainError:
        return


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(CALLS), st.integers(0, 30)), max_size=12))
def test_a_published_version_never_changes_whatever_is_called(
    cast: Cast, now: datetime, steps: list[tuple[str, int]]
) -> None:
    me = cast.administrator
    frozen = {t.id: form for t, form in templates.all_versions(me, now) if t.state is not TemplateState.DRAFT}
    for name, place in steps:
        there = templates.all_versions(me, now)
        call(name, me, now, there[place % len(there)][0])
        now_there = {template.id: (template, form) for template, form in templates.all_versions(me, now)}
        for template_id, form in frozen.items():
            assert now_there[template_id][1] == form
            assert now_there[template_id][0].state is not TemplateState.DRAFT
        frozen |= {number: form for number, (t, form) in now_there.items() if t.state is not TemplateState.DRAFT}
        for key in {template.key for template, _ in now_there.values()}:
            for_key = [template.state for template, _ in now_there.values() if template.key == key]
            assert for_key.count(TemplateState.DRAFT) <= 1
            assert for_key.count(TemplateState.PUBLISHED) <= 1
