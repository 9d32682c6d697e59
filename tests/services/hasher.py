"""A password hasher for tests: the same rules, at a low cost."""

from __future__ import annotations

import os

from tui_app.services.accounts.password_hasher import HashCost, PasswordHasher

PASSWORD = "hest på taket"
OTHER_PASSWORD = "katt i kjelleren"
HASHER = PasswordHasher(b"k" * 32, os.urandom, HashCost(memory_kib=64, rounds=1))
