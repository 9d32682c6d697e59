"""The screen of one conversation: its pages, the fields on them, and the steps that its parties take."""
