"""Keep the files that builds write and people commit: ids, and facts of enclosures."""
