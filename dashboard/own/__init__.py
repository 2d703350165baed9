"""Data of one's own: what is brought or drawn, and how it becomes the dataset of the run."""
