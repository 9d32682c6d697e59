"""Drafts: input that people typed, validated with pydantic before it is let in."""
