"""The screens, by mode."""
