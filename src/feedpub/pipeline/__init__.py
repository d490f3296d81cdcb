"""Build a project: the stages in their order, and what earlier builds learned."""
