"""Conversations: planning, preparing and holding them; what becomes of them when the leader changes."""
