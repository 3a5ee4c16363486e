"""What stops a start or a command, said so that whoever reads it can mend it."""


class Unusable(Exception):
    """Something of the installation cannot be used: its text says what is wrong and what to do, `code` is for logs.

    The text names files and addresses, and never holds a secret. `is_of_database`: the database is to blame, and the
    text does not say which it is.
    """

    is_of_database = False

    def __init__(self, text: str = "", code: str = "unusable") -> None:
        super().__init__(text)
        self.code = code
