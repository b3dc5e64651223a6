"""The plain commands: every task of the terminal app, in lines that any terminal can read."""
