"""What can be wrong with a content file."""


class ContentError(Exception):
    """Names the file, the entry and what is wrong with it."""

    def __init__(self, file: str, entry: str, what: str) -> None:
        super().__init__(f"content/{file}: {entry}: {what}")
        self.file = file
        self.entry = entry
        self.what = what
