"""Tests of the practice screens."""
