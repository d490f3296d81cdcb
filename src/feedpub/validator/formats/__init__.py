"""The shapes of feeds, as data: one file a format or family of extensions.

A new element or attribute is a line here; a rule for an element as a whole is a function beside the
shape that it is for. Rules for values are in `checks.rules`.
"""
