"""The parts of the Units page."""
