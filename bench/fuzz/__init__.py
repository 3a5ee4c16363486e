"""Bodies nobody should send, made from good ones, by the million (`make fuzz`)."""
