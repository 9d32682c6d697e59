"""The organisation's forms: who may do what, and that a published version stays as it is whatever is called."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.forms.sample_forms import both
from tests.services.sample_conversations import FORM, OTHER_FORM, Cast, history_of, plan_draft, planned, states_of
from tui_app.domain.conversations.wished_questions import with_wished_questions
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotAllowed, NotFound
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Form, Question, Section
from tui_app.domain.forms.template_problems import InvalidTemplate
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.template import Template, TemplateState
from tui_app.files.templates import read_template_file
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning

NO_ID = 999_999


@pytest.fixture
def published(cast: Cast, now: datetime) -> Template:
    """The form in use."""
    return templates.get(cast.administrator, now, cast.template_id)[0]


def states(viewer: Viewer, now: datetime, key: str = FORM.key) -> list[tuple[int, TemplateState]]:
    """Number and state of each version of a form, the newest first."""
    return [(one.number, one.state) for one, _form in templates.all_versions(viewer, now) if one.key == key]


def with_title(form: Form, title: str) -> Form:
    return editing.edit_form(form, replace(form, title=both(title)))


def test_a_draft_is_changed_published_and_replaces_the_one_in_use(
    cast: Cast, now: datetime, published: Template
) -> None:
    me = cast.administrator
    draft = templates.start_draft(me, now, published.id)
    assert (draft.key, draft.number, draft.state) == (FORM.key, 2, TemplateState.DRAFT)
    saved = templates.save(me, now, draft.id, draft.version, with_title(FORM, "Ny samtale"))
    assert saved.title["nb"] == "Ny samtale"
    in_use = templates.publish(me, now, draft.id, saved.version)
    assert (in_use.state, in_use.published_at) == (TemplateState.PUBLISHED, now)
    assert states(me, now) == [(2, TemplateState.PUBLISHED), (1, TemplateState.RETIRED)]
    assert [one.title["nb"] for one in templates.published(me, now) if one.key == FORM.key] == ["Ny samtale"]
    assert templates.get(me, now, published.id)[1] == FORM


def test_texts_of_a_language_are_kept_until_the_form_is_published(
    cast: Cast, now: datetime, published: Template
) -> None:
    me = cast.administrator
    draft = templates.start_draft(me, now, published.id)
    bare = editing.keep_languages(FORM, {"en"})
    saved = templates.save(me, now, draft.id, draft.version, bare)
    again = editing.edit_form(bare, replace(bare, title={**bare.title, "nb": bare.title["en"]}))
    restored = templates.save(me, now, draft.id, saved.version, again)
    assert templates.get(me, now, draft.id)[1] == FORM
    saved = templates.save(me, now, draft.id, restored.version, bare)
    templates.publish(me, now, draft.id, saved.version)
    later = templates.start_draft(me, now, draft.id)
    templates.save(me, now, later.id, later.version, again)
    assert templates.get(me, now, later.id)[1] == again


def test_what_was_written_anew_in_a_language_is_not_replaced_by_what_was_kept(
    cast: Cast, now: datetime, published: Template
) -> None:
    me = cast.administrator
    draft = templates.start_draft(me, now, published.id)
    bare = editing.keep_languages(FORM, {"en"})
    saved = templates.save(me, now, draft.id, draft.version, bare)
    again = editing.edit_form(bare, replace(bare, title={**bare.title, "nb": "Et annet navn"}))
    templates.save(me, now, draft.id, saved.version, again)
    assert templates.get(me, now, draft.id)[1] == replace(FORM, title={**FORM.title, "nb": "Et annet navn"})


def test_a_version_out_of_use_is_brought_back_in_place_of_the_other(
    cast: Cast, now: datetime, published: Template
) -> None:
    me = cast.administrator
    retired = templates.retire(me, now, published.id, published.version)
    assert templates.bring_back(me, now, retired.id, retired.version).state is TemplateState.PUBLISHED
    draft = templates.start_draft(me, now, published.id)
    templates.publish(me, now, draft.id, draft.version)
    older = templates.get(me, now, published.id)[0]
    templates.bring_back(me, now, older.id, older.version)
    assert states(me, now) == [(2, TemplateState.RETIRED), (1, TemplateState.PUBLISHED)]
    with pytest.raises(DomainError, match="form_not_retired"):
        templates.bring_back(me, now, older.id, older.version + 1)
    newer = templates.get(me, now, draft.id)[0]
    with pytest.raises(ConflictError):
        templates.bring_back(me, now, newer.id, newer.version - 1)


def test_every_change_of_state_is_written_down(cast: Cast, now: datetime, published: Template) -> None:
    me = cast.administrator
    draft = templates.start_draft(me, now, published.id)
    newer = templates.publish(me, now, draft.id, draft.version)
    templates.retire(me, now, newer.id, newer.version)
    gone = templates.start_draft(me, now, newer.id)
    templates.remove_draft(me, now, gone.id, gone.version)
    told = [states_of(history_of(ChangeSubject.TEMPLATE, one.id)) for one in (published, draft, gone)]
    assert told == [
        [("", "published"), ("published", "retired")],
        [("", "draft"), ("draft", "published"), ("published", "retired")],
        [("", "draft"), ("draft", "")],
    ]
    assert {change.by_name for change in history_of(ChangeSubject.TEMPLATE, draft.id)} == {me.name}


def test_a_conversation_keeps_the_version_it_began_with(cast: Cast, now: datetime, published: Template) -> None:
    me, conversation_id = cast.administrator, planned(cast, now)
    draft = templates.start_draft(me, now, published.id)
    saved = templates.save(me, now, draft.id, draft.version, editing.remove_section(FORM, "ahead"))
    newer = templates.publish(me, now, draft.id, saved.version)
    assert conversation_view.get_view(cast.employee, now, conversation_id).form == with_wished_questions(FORM)
    later = planned(replace(cast, template_id=newer.id), now)
    assert [one.key for one in conversation_view.get_view(cast.employee, now, later).form.sections] == ["work"]
    templates.retire(me, now, newer.id, newer.version)
    planning.start(cast.employee, now, later)
    assert conversation_view.get_view(cast.leader, now, conversation_id).form == with_wished_questions(FORM)
    assert [one.key for one in conversation_view.get_view(cast.leader, now, later).form.sections] == ["work"]


def test_no_conversation_is_planned_with_a_draft(cast: Cast, now: datetime, published: Template) -> None:
    draft = templates.start_draft(cast.administrator, now, published.id)
    with pytest.raises(InvalidInput):
        planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast, template_id=draft.id))


def test_a_form_has_one_draft_at_a_time(cast: Cast, now: datetime, published: Template) -> None:
    me = cast.administrator
    draft = templates.start_draft(me, now, published.id)
    for source in (published, draft):
        with pytest.raises(DomainError, match="draft_exists"):
            templates.start_draft(me, now, source.id)
    with pytest.raises(DomainError, match="draft_exists"):
        templates.import_form(me, now, FORM)
    assert len(states(me, now)) == 2
    templates.remove_draft(me, now, draft.id, draft.version)
    assert templates.start_draft(me, now, published.id).number == 2


def test_a_copy_is_a_form_of_its_own(cast: Cast, now: datetime, published: Template) -> None:
    me = cast.administrator
    first, second = (templates.copy(me, now, published.id, both("Vår samtale")) for _ in range(2))
    assert [(one.key, one.number, one.state) for one in (first, second)] == [
        ("var_samtale", 1, TemplateState.DRAFT),
        ("var_samtale_2", 1, TemplateState.DRAFT),
    ]
    template, form = templates.get(me, now, first.id)
    assert (template.title, form.title, form.sections) == (both("Vår samtale"), both("Vår samtale"), FORM.sections)
    templates.publish(me, now, first.id, first.version)
    assert {one.key for one in templates.published(me, now)} == {FORM.key, OTHER_FORM.key, "var_samtale"}


def test_an_imported_form_is_a_draft_of_a_new_form_or_the_next_version(cast: Cast, now: datetime) -> None:
    me = cast.administrator
    new = templates.import_form(me, now, replace(FORM, key="brand_new"))
    next_one = templates.import_form(me, now, with_title(FORM, "Fra fil"))
    assert [(one.key, one.number, one.state) for one in (new, next_one)] == [
        ("brand_new", 1, TemplateState.DRAFT),
        (FORM.key, 2, TemplateState.DRAFT),
    ]
    assert templates.get(me, now, cast.template_id)[1] == FORM


def test_a_bad_file_leaves_nothing_behind(cast: Cast, now: datetime, tmp_path: Path) -> None:
    me, path = cast.administrator, tmp_path / "bad.toml"
    path.write_text(
        'key = "new one"\nkind = "yearly"\ntitle.nb = "Ny"\n[[sections]]\nkey = "a"\nminutes = 0\ntitle.nb = "A"\n'
        '[[sections.questions]]\nkey = "q"\ntext.nb = "?"\nkind = "essay"\n',
        encoding="utf-8",
    )
    before = templates.all_versions(me, now)
    with pytest.raises(InvalidTemplate) as wrong:
        templates.import_form(me, now, read_template_file(path))
    assert [(one.line, one.code) for one in wrong.value.problems] == [
        (1, "bad_key"),
        (6, "out_of_range"),
        (11, "not_one_of"),
    ]
    assert templates.all_versions(me, now) == before


def test_a_draft_may_be_incomplete_but_is_not_published_so(cast: Cast, now: datetime, published: Template) -> None:
    me = cast.administrator
    draft = templates.start_draft(me, now, published.id)
    bare = editing.add_section(FORM, Section("", {"nb": "Uten spørsmål"}, 10, ()))
    saved = templates.save(me, now, draft.id, draft.version, bare)
    with pytest.raises(InvalidTemplate) as wrong:
        templates.publish(me, now, draft.id, saved.version)
    assert {one.code for one in wrong.value.problems} == {"no_questions", "language_missing"}
    assert states(me, now) == [(2, TemplateState.DRAFT), (1, TemplateState.PUBLISHED)]
    assert templates.get(me, now, draft.id)[1] == bare


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
