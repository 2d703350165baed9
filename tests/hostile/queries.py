"""Query strings that somebody might write by mistake or on purpose, as hypothesis strategies."""

from urllib.parse import quote, quote_plus

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard import catalog, lesson
from dashboard.arrival import PARAMETER as AT
from dashboard.labs.settings import PART, name
from dashboard.labs.table import labs
from models import link
from models.config import RunConfig
from models.declarations import FIELDS
from models.formula.keys import PREFIX, SIGNS
from tests.hostile import texts

LENSES = (*catalog.LENSES, *catalog.LABS)


def _lab_names() -> tuple[str, ...]:
    parts = [(lab, part) for lab in labs() for part in lab.parts]
    controls = [name(lab, part.key, each.name) for lab, part in parts for each in part.controls]
    return (*(name(lab, PART) for lab in labs()), *controls)


OWN_NAMES = (AT, lesson.PARAMETER, *(own for lens in LENSES for own in lens.own), *_lab_names())
STRANGE = ("x" * 100_000, "", "__class__", "session_run", "__proto__", "a b", "é", "\u202e")
GOOD = link.write(RunConfig(stop_step=300, clip_norm=1.0)) | {"at": "300", "teach": "noise:fixed"}
MOVES = ("seed=1&seed=2", "noise=0.1&noise=x", "dataset=own", "dataset=curve&loss=mse", "at=1e9")


def key(text: str) -> str:
    """A text as the key of a formula, whether it is a formula or not."""
    return PREFIX + "".join(f"_{SIGNS[sign]}" if sign in SIGNS else sign for sign in text)


VALUES = tuple(
    dict.fromkeys(
        (
            *(*texts.MARKUP, *texts.FORMULAS, *texts.NUMBERS, *texts.UNICODE, *texts.INJECTIONS),
            *(*texts.BOMBS, *texts.OWN, *texts.LISTS, *texts.LONG, *map(key, texts.FORMULAS)),
        )
    )
)
# What each of these names is a way into: their values are tried under them more often.
AIMED = (
    *(("own", value) for value in (*texts.OWN, *texts.BOMBS)),
    *(("curve", value) for value in texts.FORMULAS),
    *(("activations", key(value)) for value in texts.FORMULAS),
    *((place, value) for place in ("activations", "show", "hidden", "teach", "off", "changes")
      for value in texts.LISTS),
    *((place, value) for place in ("noise", "samples", "seeds", "seed", "at", "unit", "l1")
      for value in texts.NUMBERS),
)  # fmt: skip

WAYS = (quote, quote_plus, lambda text, safe="": quote(text, safe="<>'\"/:,;"))

names = st.one_of(
    st.sampled_from(tuple(FIELDS)),
    st.sampled_from(OWN_NAMES),
    st.sampled_from(STRANGE + texts.MARKUP),
)
written = st.sampled_from(WAYS)


@st.composite
def bent(draw: st.DrawFn) -> tuple[str, str]:
    """A value that would be good, but for a cut, a repetition or some signs in it."""
    name = draw(st.sampled_from(tuple(GOOD)))
    text = GOOD[name]
    at = draw(st.integers(0, len(text)))
    between = draw(st.sampled_from((text, "", "-", "e9", ",", ":", "|", "\0", "9" * 30, "=", "(")))
    return name, text[:at] + between + text[at:]


pairs = st.one_of(
    st.tuples(names, st.sampled_from(VALUES)),
    st.sampled_from(AIMED),
    bent(),
    st.tuples(names, st.text(max_size=12)),
)


@st.composite
def queries(draw: st.DrawFn) -> str:
    """A query of some parameters, some of them good, percent-encoded in one way or another."""
    write = draw(written)
    parts = [f"{write(name)}={write(value)}" for name, value in draw(st.lists(pairs, max_size=4))]
    parts += draw(st.lists(st.sampled_from(texts.RAW + MOVES), max_size=2))
    if draw(st.booleans()):
        parts.append(parts[0] if parts else "=")
    return "&".join(parts)


def collected(count: int) -> list[str]:
    """So many different queries; the same ones each time."""
    found: dict[str, None] = {}

    @settings(
        max_examples=2 * count, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
    )
    @given(queries())
    def collect(query: str) -> None:
        if len(found) < count:
            found[query] = None

    collect()
    return list(found)
