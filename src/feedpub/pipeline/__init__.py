"""The build: its stages in their order, and what earlier builds learned."""
