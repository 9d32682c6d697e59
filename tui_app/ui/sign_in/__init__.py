"""Sign-in, the first start, and switching to another user."""
