"""A simulated year of villages, brokers and officers, played through the real services; prints one scoreboard."""
