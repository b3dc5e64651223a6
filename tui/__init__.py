"""Both faces of text: the terminal application and the plain commands."""
