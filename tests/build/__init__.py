"""The whole job through the real command: what it makes, what it leaves alone, what it says."""
