"""The Team screen: a leader's reports, and who needs attention."""
