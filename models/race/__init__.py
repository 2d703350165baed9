"""A run as a race: who gets to a loss first, and what of it is more than chance."""
