"""A locksmith for tests: the same rules, at a price that a test can pay."""

from __future__ import annotations

import os

from tui_app.services.accounts.password_hasher import HashCost, PasswordHasher

SECRET = "hest på taket"
OTHER_SECRET = "katt i kjelleren"
SMITH = PasswordHasher(b"k" * 32, os.urandom, HashCost(memory=64, rounds=1))
