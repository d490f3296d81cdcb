"""Where documents are and what is in them: files, front matter, media."""
