"""What the built-in writer knows of work: situations by competency family, scope and role."""
