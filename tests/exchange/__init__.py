"""Exchange with partner agencies."""
