"""What is checked on a finished file: one check a module, each a function that returns diagnostics."""
