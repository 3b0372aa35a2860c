"""The command line, and the views for people."""
