"""Measures writing in a conversation in a real terminal: 60 questions, a text of 20,000 characters."""

from __future__ import annotations

import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.terminal import home_with_demo_team
from tests.ui.tty import Tty
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.forms.form import Form, Question, Section
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.template import TemplateState
from tui_app.services.conversations import planning, preparation
from tui_app.services.people import people
from tui_app.storage.database import writing
from tui_app.storage.forms import templates

SECTIONS, QUESTIONS, LENGTH = 6, 10, 20_000
KEYS = 100
PARAGRAPH = "This is a sentence about the work of the year that has gone. " * 7 + "\n\n"


def measure(folder: Path) -> None:
    """Print how long it takes until a typed letter and a Tab are visible."""
    home, viewer_id = home_with_demo_team(folder)
    now = datetime.now(UTC)
    viewer = Viewer(viewer_id, "")
    report = next(person for person in people.visible_people(viewer, now) if person.id != viewer.id)
    sections = tuple(
        Section(f"s{number}", {"en": f"Section {number}"}, 10, tuple(_questions(number))) for number in range(SECTIONS)
    )
    with writing():
        form = Form("bench", ConversationKind.OTHER, {"en": "Bench"}, sections)
        template_id = templates.add(form, 1, TemplateState.PUBLISHED, now)
    plan = validate_draft(ConversationPlanDraft, {"template_id": template_id, "on": now.date()})
    conversation_id = planning.plan(viewer, now, report.id, plan).subject_id
    preparation.save_answer(viewer, now, conversation_id, "q0_0", (PARAGRAPH * 60)[:LENGTH], 0)
    for what, key in (("letter typed in 20,000 characters", "x"), ("tab to the next field", "\t")):
        times = sorted(_times(home, key))
        median, late = statistics.median(times), times[int(len(times) * 0.95)]
        print(f"{what}, 60 questions: median {median:.1f} ms, 95 % {late:.1f} ms (targets 16 and 33 ms)")


def _questions(section: int) -> list[Question]:
    return [Question(f"q{section}_{number}", {"en": f"Question {section} {number}?"}) for number in range(QUESTIONS)]


def _times(home: dict[str, str], key: str) -> list[float]:
    """Milliseconds from each key to its repaint; for a letter, to the repaint that shows it."""
    times = []
    with Tty([sys.executable, "-m", "tui_app"], home) as tty:
        tty.wait_for("Question 0 0")
        tty.settle(0.4)  # shorter than the blinking of the cursor
        for _ in range(KEYS):
            before, started, last = tty.text().count(key), time.perf_counter(), None
            tty.type(key)
            if key == "\t":
                last = tty.settle(0.1)
            while key != "\t" and tty.text().count(key) <= before and time.perf_counter() - started < 1:
                last = tty.settle(0.004)
            tty.settle(0.04)
            if last is not None:
                times.append((last - started) * 1000)
    return times
