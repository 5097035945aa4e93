"""The doors a machine reads through; nothing here writes."""
