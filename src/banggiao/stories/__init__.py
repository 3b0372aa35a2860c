"""The same page, the same report, the same event: what documents have in common."""
