"""Practice: one's own sessions, the warm-up, looking back, and whether employees felt listened to."""
