"""Coverage-guided fuzzing; see `reader.py` and `sanitizer.py`. Not part of the test run."""
