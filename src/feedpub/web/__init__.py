"""Read and write what the web has rules for: plain text, addresses, dates, registered names."""
