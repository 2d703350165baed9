"""The parts of the page that compares activation functions."""
