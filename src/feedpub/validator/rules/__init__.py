"""Check values: one function for each rule, one file for each subject.

A rule takes a `Place` and yields a `Fault` for each thing that is wrong there. A new rule goes into
the file of its subject, its code into `validator.codes`, and its name into the shapes
(`validator.formats`) of the elements and attributes that it is for.
"""
