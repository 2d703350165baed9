"""The parts of a page: numbers and sentences, colours, pictures, controls, the session's run."""
