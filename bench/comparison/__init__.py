"""feedpub beside its peers: the same twenty documents, and what each makes of them."""
