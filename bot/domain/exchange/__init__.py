"""What is exchanged with partner agencies: the terms, the records, the routes of the API. Pure."""
