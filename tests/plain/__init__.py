"""The plain commands, run as a person runs them."""
