"""How the web writes things: plain text, addresses, dates, names that are registered elsewhere."""
