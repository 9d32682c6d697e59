"""Forms as JSON: they come back unchanged, and equal forms give equal bytes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.domain.forms.sample_forms import forms
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.json_format import form_from_json, form_to_json


@given(forms())
def test_a_form_survives_json(form: Form) -> None:
    assert form_from_json(json.loads(json.dumps(form_to_json(form)))) == form


@given(forms(), st.randoms(use_true_random=False))
def test_equal_forms_give_the_same_bytes(form: Form, chance: object) -> None:
    title = dict(sorted(form.title.items(), key=lambda _: chance.random()))  # type: ignore[attr-defined]
    assert json.dumps(form_to_json(replace(form, title=title))) == json.dumps(form_to_json(form))
