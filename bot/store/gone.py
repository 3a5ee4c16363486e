"""When the database itself is gone: not reachable, or takes nothing any more. What was to be done may go through later.

Sources: PostgreSQL, "Appendix A. Error Codes" (classes 08, 28, 3D, 53, 57P, 25006); SQLite, "Result and Error Codes".
"""

from sqlalchemy.exc import DBAPIError, OperationalError

from bot.domain.unusable import Unusable

_STATES = {
    "53100": "disk_full", "53": "database_busy", "25006": "read_only", "28": "database_refuses",
    "3D": "no_such_database", "57P": "database_stops", "08": "database_gone",
}  # fmt: skip
_SQLITE = {
    "SQLITE_FULL": "disk_full", "SQLITE_READONLY": "read_only", "SQLITE_CANTOPEN": "cannot_open",
    "SQLITE_PERM": "cannot_open", "SQLITE_BUSY": "database_busy", "SQLITE_PROTOCOL": "database_busy",
    "SQLITE_IOERR_SHMSIZE": "disk_full", "SQLITE_IOERR": "disk_broken", "SQLITE_NOTADB": "damaged",
    "SQLITE_CORRUPT": "damaged",
}  # fmt: skip
_SAID = {  # by a server that gives no state
    "authentication failed": "database_refuses", "no password supplied": "database_refuses",
    "does not exist": "no_such_database", "translate host name": "unknown_host", "resolve host": "unknown_host",
}  # fmt: skip
_MEND = {
    "database_gone": "the database does not answer; is it running, and is DATABASE_URL right?",
    "unknown_host": "nobody knows the database's host; look at DATABASE_URL",
    "database_refuses": "the database refuses the user or password of DATABASE_URL",
    "no_such_database": "the server has no such database or user; make it, or look at DATABASE_URL",
    "database_busy": "the database takes nothing more at the moment; try again, and see what else uses it",
    "database_stops": "the database is starting or stopping; try again in a minute",
    "disk_full": "the disk is full; make room, then try again",
    "disk_broken": "the disk cannot be read or written; see whether it is full or broken",
    "read_only": "the database cannot be written; see whose file it is, and whether the disk is read-only",
    "cannot_open": "the database cannot be opened; see whose folder and file it is",
    "damaged": "the database is damaged, or is none; keep it as it is, and restore a backup elsewhere",
}  # fmt: skip


class Gone(Unusable):
    """Nothing can be read or written; the same may go through later. `code` says why."""

    is_of_database = True

    def __init__(self, code: str = "database_gone") -> None:
        super().__init__(_MEND[code], code)


def named(error: DBAPIError) -> Exception:
    """Gone for what the database is to blame for, everything else as it is."""
    code = _code(error)
    return Gone(code) if code else error


def is_gone(error: DBAPIError) -> bool:
    """A lost connection, one that does not come about, a full or broken disk, a server that goes down or comes up."""
    return bool(_code(error))


def _code(error: DBAPIError) -> str:
    sqlite = getattr(error.orig, "sqlite_errorname", None)
    if sqlite is not None:
        return _first(_SQLITE, str(sqlite))
    if state := getattr(error.orig, "sqlstate", None):
        return _first(_STATES, str(state)) or ("database_gone" if error.connection_invalidated else "")
    if not error.connection_invalidated and not isinstance(error, OperationalError):
        return ""
    said = str(error.orig)
    return next((code for words, code in _SAID.items() if words in said), "database_gone")


def _first(codes: dict[str, str], name: str) -> str:
    return next((code for start, code in codes.items() if name.startswith(start)), "")
