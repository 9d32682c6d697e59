"""Practice in asking, listening and sharing: exercises, sessions, and whether people felt listened to."""
