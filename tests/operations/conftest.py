"""The demonstration's office, as services are tested on it."""

from tests.services.conftest import office

__all__ = ["office"]
