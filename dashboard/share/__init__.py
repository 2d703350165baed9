"""The parts of two dialogs: a run is shared by its link, and taken away as files."""
