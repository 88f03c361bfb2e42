"""The maps, one method per file."""
