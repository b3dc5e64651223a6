"""Say whether groups of officers fare alike at each step of a matter, counted and compared.

What is found is an association. It says neither why it is so nor that anybody did wrong.
"""
