"""The tests of both faces of text."""
