"""An organisation in which things happen in any order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.conftest import NOW, viewer_of
from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import cast_of
from tui_app.domain.actions.changes import MoveDue, SetStatus
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.services import undo
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.follow_up import follow_ups
from tui_app.services.people import people

LONG_AGO = NOW - timedelta(days=700)


class Simulation:
    """Two leaders with a team each, and what the steps make of them."""

    def __init__(self, kari: Viewer) -> None:
        self.cast = cast_of(kari, LONG_AGO)
        self.kari = kari
        first, self.second = (people.add(kari, LONG_AGO, named(name)) for name in ("Lise", "Nina"))
        self.leaders = {first.id: first, self.second.id: self.second}
        self.team = [people.add(kari, LONG_AGO, named(f"Person {n}", first.id)) for n in range(3)]
        self.team += [people.add(kari, LONG_AGO, named(f"Person {n}", self.second.id)) for n in range(3, 6)]
        self.now = LONG_AGO
        self.batches: list[tuple[Viewer, str]] = []

    def leader(self, person: Person) -> Viewer:
        return viewer_of(self.leaders[person.leader_id or 0])

    def play(self, steps: list[tuple[str, int, int, int]]) -> None:
        """Refused steps are skipped."""
        for what, which, days, later in steps:
            self.now = min(self.now + timedelta(days=later), NOW)
            try:
                self.one(what, self.team[which], days)
            except DomainError:
                continue

    def one(self, what: str, person: Person, days: int) -> None:
        leader, now = self.leader(person), self.now
        match what:
            case "agree":
                wanted = {"text": "Kurs", "responsible_id": person.id, "due": now.date() + timedelta(days=days)}
                self.kept(leader, actions.add(leader, now, person.id, validate_draft(ActionDraft, wanted)).batch)
            case "follow up":
                values = {"next_on": now.date() + timedelta(days=abs(days) % 30 + 1)}
                by = viewer_of(person) if days % 5 == 0 else leader
                follow_ups.record(by, now, person.id, validate_draft(FollowUpDraft, values))
            case "hold" | "sign":
                cast = conversations.Cast(
                    leader, viewer_of(person), self.cast.stranger, self.kari, self.cast.template_id
                )
                (conversations.signed if what == "sign" else conversations.held)(cast, now)
            case "change leader":
                other = next(one for one in self.leaders if one != person.leader_id)
                draft = named(person.name, other)
                changed = people.edit(self.kari, now, person.id, person.version, draft)
                self.team[self.team.index(person)] = changed
            case "undo":
                if self.batches:
                    who, batch = self.batches.pop()
                    undo.undo(who, now, batch)
            case _:
                for action in actions.checklist(leader, now, actions.ChecklistScope.PERSON, person.id)[:1]:
                    change: Any = {
                        "tick": SetStatus(ActionStatus.OPEN if action.status == "done" else ActionStatus.DONE),
                        "start": SetStatus(ActionStatus.STARTED),
                        "drop": SetStatus(ActionStatus.DROPPED, "Ikke aktuelt"),
                        "move": MoveDue(action.due + timedelta(days=abs(days) + 1)),
                    }[what]
                    self.kept(
                        leader, actions.change(leader, now, [ActionVersion(action.id, action.version)], change).batch
                    )

    def kept(self, who: Viewer, batch: str) -> None:
        self.batches.append((who, batch))


def named(name: str, leader_id: int | None = None) -> PersonDraft:
    return validate_draft(PersonDraft, {"name": name, "leader_id": leader_id})
