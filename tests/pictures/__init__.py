"""Contact sheets of pages and screens, to be looked at: `make pictures`."""
