"""A form that was filled in at two terminals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.form_drafts import merge_form_texts

FIELDS = st.sampled_from(["text", "due", "responsible", "note"])
TEXTS = st.dictionaries(FIELDS, st.sampled_from(["Ta", "Ta kurs", "fredag", "Kari", ""]))


def test_each_terminal_adds_its_fields() -> None:
    merged = merge_form_texts({"text": "Ta"}, {"text": "Ta", "due": "fre"}, {"text": "Ta kurs"})
    assert merged.texts == {"text": "Ta kurs", "due": "fre"}
    assert not merged.overwritten


def test_a_person_is_taken_over_with_the_name() -> None:
    stored = {"who": "Kari", "who-id": "7"}
    assert merge_form_texts({}, stored, {"text": "Ta"}).texts == {**stored, "text": "Ta"}
    merged = merge_form_texts({"who": "Ola", "who-id": "2"}, stored, {"who": "Per"})
    assert merged.texts == {"who": "Per"}
    assert merged.overwritten == {"who": "Kari"}


@given(TEXTS, TEXTS, TEXTS)
def test_no_word_of_either_is_lost(base: dict[str, str], stored: dict[str, str], written: dict[str, str]) -> None:
    merged = merge_form_texts(base, stored, written)
    for field in {*stored, *written}:
        kept = (merged.texts.get(field, ""), merged.overwritten.get(field, ""))
        for own in (stored, written):
            if own.get(field) != base.get(field):
                assert any(own.get(field, "") in one for one in kept)
        assert field in merged.texts or field not in written or written[field] == base.get(field)
