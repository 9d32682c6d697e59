"""The steps that a participant takes with a conversation: one module for each stage of it."""
