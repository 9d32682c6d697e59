"""Actions: who does what by when, and what the other party acknowledges."""
