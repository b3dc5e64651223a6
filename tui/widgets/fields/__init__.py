"""The fields of a form: what is typed is kept as typed, and drawn so that it can do no harm."""
