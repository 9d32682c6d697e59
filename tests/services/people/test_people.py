"""People: added and edited, and identified by name, number or e-mail address."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.conftest import viewer_of
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, InvalidInput, NotAllowed
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import first_start
from tui_app.services.people import people


@pytest.fixture
def asa(kari: Viewer, now: datetime) -> Person:
    """A person with a number and an e-mail address."""
    draft = {"name": "Åsa Łukasz", "employee_number": "1042", "email": "asa@example.org"}
    return people.add(kari, now, validate_draft(PersonDraft, draft))


@pytest.mark.parametrize("typed", ["Åsa Łukasz", "  åsa łukasz ", "1042", "ASA@example.org"])
def test_another_computer_knows_a_person_by_what_is_theirs_alone(asa: Person, now: datetime, typed: str) -> None:
    assert first_start.identify(now, typed).id == asa.id


@pytest.mark.parametrize("typed", ["Åsa", "104", "Ola Hansen", "@"])
def test_nobody_is_guessed_at(asa: Person, now: datetime, typed: str) -> None:
    with pytest.raises(DomainError, match="not_recognised"):
        first_start.identify(now, typed)


def test_only_who_leads_somebody_already_adds_people(kari: Viewer, asa: Person, now: datetime) -> None:
    """Anybody who could create a report could give it a one-time code, and so create accounts."""
    me, draft = viewer_of(asa), validate_draft(PersonDraft, {"name": "Per Berg"})
    with pytest.raises(NotAllowed):
        people.add(me, now, draft)
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Ola Hansen", "leader_id": asa.id}))
    assert people.add(me, now, draft).leader_id == asa.id


def test_two_of_one_name_need_their_number(kari: Viewer, asa: Person, now: datetime) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Åsa Łukasz"}))
    with pytest.raises(DomainError, match="not_recognised"):
        first_start.identify(now, "Åsa Łukasz")
    assert first_start.identify(now, "1042").id == asa.id


@pytest.mark.parametrize("email", ["asa@example.org", "ASA@Example.org"])
def test_an_address_belongs_to_one_person_however_it_comes_in(
    kari: Viewer, asa: Person, now: datetime, email: str
) -> None:
    draft = validate_draft(PersonDraft, {"name": "Per Berg", "email": email})
    with pytest.raises(InvalidInput) as told:
        people.add(kari, now, draft)
    assert told.value.problems == {"email": "email_taken"}
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    with pytest.raises(InvalidInput):
        people.edit(kari, now, per.id, per.version, draft)
    kept = validate_draft(PersonDraft, {"name": "Åsa Li", "email": email, "leader_id": asa.leader_id})
    assert people.edit(kari, now, asa.id, asa.version, kept).name == "Åsa Li"


def test_who_has_a_name_already_is_found_before_it_is_given_again(kari: Viewer, asa: Person, now: datetime) -> None:
    assert people.namesakes(kari, now, " åsa łukasz") == [asa]
    assert people.namesakes(kari, now, "Åsa") == []
