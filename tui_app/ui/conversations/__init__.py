"""Conversations: the list of them, planning them, and the screen of each one (`view`)."""
