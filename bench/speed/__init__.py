"""Time and memory of whole builds: feedpub's, its peers', and what no build can be below."""
