"""Questions to the workers whose answers a page waits for without standing still."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from dashboard.workers import workers

POLL = 0.5
Question = partial[Any]


@dataclass(frozen=True)
class Asked:
    """Questions, each a call for a worker, and their answers as they come."""

    questions: tuple[Question, ...]
    answers: tuple[Future[Any], ...]

    @property
    def done(self) -> bool:
        """Whether all answers are there."""
        return all(answer.done() for answer in self.answers)

    def asks(self, questions: tuple[Question, ...]) -> bool:
        """Whether these are the questions."""
        return _plain(self.questions) == _plain(questions)


def ask(key: str, questions: tuple[Question, ...]) -> Asked:
    """Have workers answer; what was asked under the key before is forgotten."""
    if key in st.session_state:
        for answer in st.session_state[key].answers:
            answer.cancel()
    asked = Asked(questions, tuple(workers().submit(question) for question in questions))
    st.session_state[key] = asked
    return asked


def wait(asked: Asked, text: str) -> None:
    """Say what is waited for; the page is drawn again once all answers are there."""
    st.fragment(_poll, run_every=POLL)(asked, text)


def _poll(asked: Asked, text: str) -> None:
    if asked.done:
        st.rerun()
    st.markdown(text)


def _plain(questions: tuple[Question, ...]) -> list[tuple[Callable[..., Any], Any, Any]]:
    return [(question.func, question.args, question.keywords) for question in questions]
