"""Datasets: the record, the table, and the data of a run."""

from models.datasets.counts import class_counts, enough, largest_samples
from models.datasets.curves import TYPED
from models.datasets.draw import dataset_of, make_data, outline_of
from models.datasets.own import OWN, Own
from models.datasets.own_rules import OwnError
from models.datasets.record import PLANE, SCALE, Data, Dataset
from models.datasets.table import DATASETS

__all__ = [
    "DATASETS",
    "OWN",
    "PLANE",
    "SCALE",
    "TYPED",
    "Data",
    "Dataset",
    "Own",
    "OwnError",
    "class_counts",
    "dataset_of",
    "enough",
    "largest_samples",
    "make_data",
    "outline_of",
]
