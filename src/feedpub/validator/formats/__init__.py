"""Describe the shapes of feeds as data: one file for each format or family of extensions.

A new element or attribute is a line here; a rule for an element as a whole is a function beside its
shape. Rules for values are in `validator.rules`.
"""
