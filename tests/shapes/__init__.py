"""Whatever a document or a feed holds, the time for it grows as its length does.

Each test takes one construct n, 2n and 4n times and compares the times with each other, so that
they say the same on any machine. They are marked `slow`: ``pytest -m "not slow"`` leaves them out.
"""
