"""What the program says, in the language in use, without Textual: for the screens, the prompt, mail and files."""
