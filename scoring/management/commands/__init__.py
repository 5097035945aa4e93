"""The management commands Django finds by their file name."""
