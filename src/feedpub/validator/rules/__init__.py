"""Rules for values, one a function, by what they are about.

A rule takes a `Spot` and yields a `Hit` for all that is wrong there. A new one goes into the file
of its subject, its code into `checks.codes`, and its name into the shapes (`checks.formats`) of
the elements and attributes that it is for.
"""
