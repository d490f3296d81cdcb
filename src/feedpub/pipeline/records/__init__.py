"""The files of a project that builds write and people commit: ids, facts of enclosures."""
