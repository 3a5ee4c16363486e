"""What can be wrong with a content file."""


class ContentError(Exception):
    """Names the file, the line where it is known, the entry and what is wrong with it."""

    def __init__(self, file: str, entry: str, what: str, line: int | None = None) -> None:
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"content/{place}: {entry}: {what}")
        self.file = file
        self.entry = entry
        self.what = what
        self.line = line
