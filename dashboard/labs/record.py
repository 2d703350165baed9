"""What a lab is: questions, controls, an experiment, and what is true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.config import RunConfig
from models.labs.stage import Experiment, Settings

WIDGETS = ("slider", "pills", "many", "select", "toggle", "text", "picture")


@dataclass(frozen=True)
class Control:
    """Something that a person changes in an experiment.

    Parameters
    ----------
    name : str
        In the settings, and after the lab's name in the address.
    label, help : str
    default : object
        One of the options; a tuple of some of them for ``"many"``; a bool for ``"toggle"``; a str
        for ``"text"`` and ``"picture"``, empty for the latter.
    options : tuple
        Numbers or texts, in the order in which they are offered.
    widget : {"slider", "pills", "many", "select", "toggle", "text", "picture"}
        A slider over the options, one of some buttons, several of them, a list to choose from, a
        switch, a line of text, or nothing: a text that the picture sets, see
        `dashboard.labs.reports`.
    text : callable
        How an option is written on the screen.
    check : callable or None
        What is wrong with a text, in one sentence; empty where nothing is.
    view : bool
        Whether it changes only what is drawn: the experiment does not know of it.
    when : callable or None
        From the settings to whether it matters; where it does not, it is not drawn.
    """

    name: str
    label: str
    default: Any
    options: tuple[Any, ...] = ()
    widget: str = "slider"
    help: str = ""
    text: Callable[[Any], str] = str
    check: Callable[[str], str] | None = None
    view: bool = False
    when: Callable[[Settings], bool] | None = None


@dataclass(frozen=True)
class Prediction:
    """A question that is asked before the result is shown.

    Parameters
    ----------
    question : str
    choices : tuple of str
        Two to four.
    right : callable
        From the result to the index of the choice that it shows; None where it shows none.
    """

    question: str
    choices: tuple[str, ...]
    right: Callable[[Any], int | None]


@dataclass(frozen=True)
class Truth:
    """Something that is true, with what was published beside what is measured here.

    Parameters
    ----------
    text : str
        Markdown, one to three sentences.
    source : str
        Who showed it, and when.
    published : str
        The published figure; empty where there is none.
    checked : bool
        Whether the figure was compared with its source. What was not is from general knowledge,
        and the page says so.
    ours : callable or None
        From the result to the same figure, measured here; empty where the result has none.
    part : str
        Key of the part whose result `ours` takes; empty for the first.
    """

    text: str
    source: str = ""
    published: str = ""
    checked: bool = False
    ours: Callable[[Any], str] | None = None
    part: str = ""


@dataclass(frozen=True)
class Verdict:
    """What an experiment says about a claim.

    Parameters
    ----------
    holds : {"yes", "partly", "no"}
    text : str
        One or two sentences with the numbers of this result.
    """

    holds: str
    text: str


@dataclass(frozen=True)
class Claim:
    """A claim that learners meet, and the experiment that tries it.

    Parameters
    ----------
    number : int
        Its place in the list of claims.
    quote, source : str
    correction : str
        What is true instead, in one or two sentences without figures.
    part : str
        Key of the part of the lab whose experiment tries it.
    verdict : callable
        From the result to a `Verdict`.
    settings : mapping
        Where they differ from the defaults of the part.
    """

    number: int
    quote: str
    source: str
    correction: str
    part: str
    verdict: Callable[[Any], Verdict]
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One experiment of a lab.

    Parameters
    ----------
    key : str
        In the address.
    title : str
        A few words.
    intro : str
        What is tried, in one to three plain sentences of markdown.
    experiment : callable
        See `models.labs.stage`; it and its settings can be pickled.
    pictures : callable
        ``pictures(result, settings)`` draws with Streamlit; always the same elements in the same
        order. The result may be that of an experiment that still goes on.
    sentence : callable
        From the result to one or two sentences about this run, with its numbers and their spread.
    controls : tuple of Control
    prediction : Prediction or None
    playground : callable or None
        From the settings to the same set-up as a run.
    pytorch : callable or None
        From the settings to a script that does the same, where it is no run.
    waits : bool
        Whether the experiment waits for a button instead of beginning by itself.
    lasting : bool
        Whether the result depends on the settings alone, so that it need not be computed twice;
        that of a measurement of time does not.
    """

    key: str
    title: str
    intro: str
    experiment: Experiment
    pictures: Callable[[Any, Settings], None]
    sentence: Callable[[Any], str]
    controls: tuple[Control, ...] = ()
    prediction: Prediction | None = None
    playground: Callable[[Settings], RunConfig] | None = None
    pytorch: Callable[[Settings], str] | None = None
    waits: bool = False
    lasting: bool = True

    @property
    def defaults(self) -> dict[str, Any]:
        """The settings with which the part opens."""
        return {control.name: control.default for control in self.controls}

    def asked(self, now: Settings) -> dict[str, Any]:
        """The settings that the experiment is given: all but those of the view."""
        views = {control.name for control in self.controls if control.view}
        return {name: value for name, value in now.items() if name not in views}


@dataclass(frozen=True)
class Lab:
    """A page under Learn.

    Parameters
    ----------
    key : str
        File of the page, without its folder and suffix; first word of its parameters in an address.
    title : str
    question, asked : str
        In a learner's words, and where it was asked.
    parts : tuple of Part
        Experiments, the first one shown first.
    truths : tuple of Truth
        What is true, and since when.
    reading : tuple of (str, str)
        Further reading: a text and its address.
    claims : tuple of Claim
        That this lab tries.
    """

    key: str
    title: str
    question: str
    asked: str
    parts: tuple[Part, ...]
    truths: tuple[Truth, ...]
    reading: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
