"""How many small mistakes, made on purpose in the modules on which somebody's safety rests, the tests notice."""
