"""Datasets: the record, the table, and the data of a run."""

from models.datasets.draw import Data, make_data
from models.datasets.record import PLANE, SCALE, Dataset
from models.datasets.table import DATASETS

__all__ = ["DATASETS", "PLANE", "SCALE", "Data", "Dataset", "make_data"]
