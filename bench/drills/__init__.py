"""Faults, each played on purpose against the real service, with what became of it (`make drill`)."""
