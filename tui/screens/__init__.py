"""The screens of the terminal application, one module and one style sheet each."""
