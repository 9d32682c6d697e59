"""A locksmith for tests: the same rules, at a price that a test can pay."""

from __future__ import annotations

import os

from tui_app.services.locksmith import Cost, Locksmith

SECRET = "hest på taket"
OTHER_SECRET = "katt i kjelleren"
SMITH = Locksmith(b"k" * 32, os.urandom, Cost(memory=64, rounds=1))
