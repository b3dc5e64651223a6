"""The tests of the domain."""
