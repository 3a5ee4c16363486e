"""Reads the words of a picture on this machine. Only `process` runs the recogniser, as a process of its own."""
