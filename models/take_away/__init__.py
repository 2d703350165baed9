"""What can be taken away from a run: weights, scripts, tables, files of settings."""
