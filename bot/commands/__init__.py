"""What `benteng` does, a module for each group of commands; `bot.__main__` reads the arguments."""
