"""Records in the formats that agencies use, written and read back. Pure: records in, bytes out, and the other way."""
