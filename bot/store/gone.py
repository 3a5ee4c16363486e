"""When the database itself is gone: not reachable, or takes nothing any more. What was to be done may go through later.

Sources: PostgreSQL, "Appendix A. Error Codes" (classes 08, 53, 57P, 25006); SQLite, "Result and Error Codes".
"""

from sqlalchemy.exc import DBAPIError, OperationalError

_POSTGRESQL = ("08", "53", "57P", "25006")
_SQLITE = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_BUSY", "SQLITE_NOTADB",
           "SQLITE_CORRUPT", "SQLITE_PROTOCOL")  # fmt: skip


class Gone(Exception):
    """Nothing can be read or written; the same may go through later."""


def named(error: DBAPIError) -> Exception:
    """Gone for what the database is to blame for, everything else as it is."""
    return Gone() if is_gone(error) else error


def is_gone(error: DBAPIError) -> bool:
    """A lost connection, one that does not come about, a full or broken disk, a server that goes down or comes up."""
    if error.connection_invalidated:
        return True
    sqlite = getattr(error.orig, "sqlite_errorname", None)
    if sqlite is not None:
        return str(sqlite).startswith(_SQLITE)
    state = getattr(error.orig, "sqlstate", None)
    return str(state).startswith(_POSTGRESQL) if state else isinstance(error, OperationalError)
