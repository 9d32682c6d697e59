"""The organisation's forms: drafts, versions, copies and files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.domain.forms.sample_forms import both
from tests.services.administration.forms import states, with_title
from tests.services.sample_conversations import FORM, OTHER_FORM, Cast, history_of, plan_draft, planned, states_of
from tui_app.domain.conversations.wished_questions import with_wished_questions
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Section
from tui_app.domain.forms.template_problems import InvalidTemplate
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.template import Template, TemplateState
from tui_app.files.templates import read_template_file
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning


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
