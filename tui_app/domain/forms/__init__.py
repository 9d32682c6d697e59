"""Forms: their questions and answers, how they are edited, and how they are read from and written to files."""
