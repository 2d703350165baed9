"""The parts of the Race page: what is shown, how a race is begun, what its steps cost."""
