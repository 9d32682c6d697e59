"""One-time codes for many people at once: who gets one, and the codes that were made."""
