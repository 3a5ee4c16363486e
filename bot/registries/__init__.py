"""Published lists as offices hand them out (CSV, XLSX) -> typed lines, or every reason why not. Pure: bytes in."""
