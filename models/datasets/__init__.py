"""Datasets: the record, the table, and the data of a run."""

from models.datasets.counts import class_counts, enough, largest_samples
from models.datasets.curves import TYPED
from models.datasets.draw import Data, dataset_of, make_data
from models.datasets.record import PLANE, SCALE, Dataset
from models.datasets.table import DATASETS

__all__ = [
    "DATASETS",
    "PLANE",
    "SCALE",
    "TYPED",
    "Data",
    "Dataset",
    "class_counts",
    "dataset_of",
    "enough",
    "largest_samples",
    "make_data",
]
