"""Teacher mode: which controls of the run a link shows, and which of them can be changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.declarations import FIELDS
from models.link import short

PARAMETER = "teach"
NOTHING = "none"
MOST = 200
_FIXED = ":fixed"

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "main": ("activations", "dataset", "layers", "units", "learning_rate", "speed"),
        "data": (
            *("curve", "samples", "noise", "classes", "label_noise", "imbalance"),
            *("train_share", "batch_size"),
        ),
        "network": (
            *("features", "hidden", "layer_activations", "hyperparameters", "learned_per"),
            *("normalization", "dropout", "initializer", "initial_bias"),
        ),
        "training": (
            *("loss", "optimizer", "schedule", "clip_norm", "l1", "l2"),
            *("stop_step", "stop_loss", "seed", "seeds"),
        ),
        "device": ("device", "dtype"),
    }
)
CONTROLS = tuple(name for names in GROUPS.values() for name in names)
_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "main": "All at the top",
        "data": "All about the data",
        "network": "All about the network",
        "training": "All about training",
        "device": "Device and precision",
        "units": "Units in each layer",
        "layers": "Hidden layers",
        "hidden": "Units of each hidden layer",
        "layer_activations": "Activation of each layer",
        "hyperparameters": "Hyperparameters of activations",
    }
)
# What the keys of controls with a changing name begin with.
_STEMS: Mapping[str, str] = MappingProxyType(
    {"optimizer_": "optimizer", "schedule_": "schedule", "initializer_": "initializer"}
)


@dataclass(frozen=True)
class Lesson:
    """What a link lets its reader change.

    Parameters
    ----------
    shown : tuple of str
        Controls and groups that can be changed.
    fixed : tuple of str
        Controls and groups that are shown as they stand. All others are hidden.
    """

    shown: tuple[str, ...]
    fixed: tuple[str, ...] = ()

    def mode(self, control: str) -> str:
        """How a control stands: ``"open"``, ``"fixed"`` or ``"hidden"``.

        The control's own name counts before that of its group, and being open before being fixed.

        >>> lesson = Lesson(("data", "loss"), ("training", "noise"))
        >>> [lesson.mode(name) for name in ("samples", "noise", "loss", "seed", "speed")]
        ['open', 'fixed', 'open', 'fixed', 'hidden']
        """
        group = next(key for key, names in GROUPS.items() if control in names)
        for name in (control, group):
            if name in self.shown:
                return "open"
            if name in self.fixed:
                return "fixed"
        return "hidden"

    @property
    def complete(self) -> bool:
        """Whether every control can be changed."""
        return all(self.mode(name) == "open" for name in CONTROLS)


def write(lesson: Lesson) -> str:
    """The lesson as it stands in an address.

    >>> write(Lesson(("activations", "data"), ("seed",)))
    'activations,data,seed:fixed'
    """
    names = [*lesson.shown, *(f"{name}{_FIXED}" for name in lesson.fixed)]
    return ",".join(names) or NOTHING


def read(text: str) -> tuple[Lesson, tuple[str, ...]]:
    """The lesson that an address asks for, and a sentence for each name that is none.

    Of a text with more names than there can be, the first are read.

    >>> read("activations,noise:fixed,colour")[0]
    Lesson(shown=('activations',), fixed=('noise',))
    """
    shown, fixed, notes = [], [], []
    for part in dict.fromkeys(filter(None, text.split(",")[:MOST])):
        name = part.strip().removesuffix(_FIXED)
        if name not in CONTROLS and name not in GROUPS:
            if name != NOTHING:
                notes.append(f"The link shows {short(name)}, which is no control: it is left out.")
        elif part.strip().endswith(_FIXED):
            fixed.append(name)
        else:
            shown.append(name)
    return Lesson(_once(shown), _once(fixed)), tuple(notes)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def label(name: str) -> str:
    """What a control or a group is called where one chooses among them.

    >>> label("learning_rate"), label("data")
    ('Learning rate', 'All about the data')
    """
    return _LABELS.get(name) or FIELDS[name].label


def control_of(key: str) -> str:
    """The control that a widget belongs to, by the widget's key without its prefix.

    >>> control_of("noise"), control_of("optimizer_adam_beta1"), control_of("net0_layer1")
    ('noise', 'optimizer', 'layer_activations')
    >>> control_of("net0_layer0_prelu_a")
    'hyperparameters'
    """
    if key in CONTROLS:
        return key
    if key.startswith("net"):
        return "hyperparameters" if key.count("_") > 1 else "layer_activations"
    return next(name for stem, name in _STEMS.items() if key.startswith(stem))
