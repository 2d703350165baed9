"""Texts that attack: a program's markup, its formulas, its paths, its memory."""

import base64
import gzip
import json
import zlib
from urllib.parse import quote

MARK = "qz"
"""Stands in each text with markup, so that it can be found where it was not made harmless."""

MARKUP = (
    f"<img src=x onerror=window.__owned=1>{MARK}",
    f"<script>window.__owned=1</script>{MARK}",
    f"<svg onload=window.__owned=1>{MARK}</svg>",
    f"</style><iframe src=javascript:window.__owned=1>{MARK}",
    f"[{MARK}](javascript:window.__owned=1)",
    f"![{MARK}](http://192.0.2.1/x.png)",
    f"https://evil.example/{MARK}",
    f":red[{MARK}] :material/bomb: :smile:",
    f"${MARK}\\href{{javascript:window.__owned=1}}{{x}}$",
    f"`{MARK}` **{MARK}** ~~{MARK}~~ # {MARK}",
    f"\"'><b onmouseover=window.__owned=1>{MARK}",
)
FORMULAS = (
    "__import__('os').system('touch owned')",
    "().__class__.__bases__[0].__subclasses__()",
    "x.__class__",
    "open('/etc/passwd').read()",
    "eval('1')",
    "lambda: x",
    "[x for x in (1,)]",
    "x if (y := 1) else 2",
    "f'{x}'",
    "9**9**9**9",
    "x**9**9",
    "1e999999",
    "(" * 10_000 + "x" + ")" * 10_000,
    "-" * 10_000 + "x",
    "x" + "+x" * 10_000,
    "sin(" * 19 + "x" + ")" * 19,
    "exp(" * 19 + "x*9" + ")" * 19,
    "abs(" * 12 + "sin(9*x)" + "-0.1)" * 12,
    "a" * 10_000,
    "1/0*x",
    "where(x>0,x,",
    "x\0",
    "\u202ex",
)
NUMBERS = (
    *("nan", "inf", "-inf", "-1", "0", "-0", "1e308", "1e-320", "1e999", "9" * 5000, "0x10"),
    *("1_000", "٣", "²", "½", "1,5", "1e5", "1.5", "99999999999999999999", "True", "None", ""),
)
UNICODE = (
    *(
        "\u202eabc",
        "\u2066x",
        "\0",
        "a\0b",
        "e" + "\u0301" * 200,
        "👩‍👩‍👧‍👦" * 20,
        "\ufffe",
        "\U0010ffff",
    ),
    *("ﷺ" * 50, "ß", "İ", "\r\n\r\nSet-Cookie: a=b", "\u2028", "Z̸̡̢a̷l̶g̵o̴", "\x1b[31m"),
)
INJECTIONS = (
    *("../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "file:///etc/passwd", "C:\\Windows\\win"),
    *("' OR 1=1 --", "'; DROP TABLE runs; --", "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "%s%n"),
    *("$(touch owned)", "`id`", "|id", "constructor", "__proto__", "null", "undefined", "{}"),
)
RAW = (
    *(
        "noise=%",
        "noise=%zz",
        "noise=%ed%a0%80",
        "noise=%ff%fe",
        "%00=%00",
        "=",
        "&&&",
        "===",
        "&=",
    ),
    *(
        "noise",
        "noise=1;seed=2",
        "?noise=1",
        "#noise=1",
        "noise[]=1",
        "noise[$ne]=1",
        "seed=%u0041",
    ),
    *("embed=true", "embed_options=dark_theme&embed=true", "+=+", "%20noise%20=1", "NOISE=1"),
)


def _zeros(count: int) -> bytes:
    return bytes(count)


def own(cells: str, kind: str = "table", names: str = "a,b", ranges: str = "0:1,0:1") -> str:
    """Own data as a link would have them, with what somebody put in their place."""
    return f"{kind};{names};c;d,e;{ranges};;{cells}"


BOMBS = (
    own(base64.urlsafe_b64encode(zlib.compress(_zeros(10**8), 9)).decode()[:100_000]),
    own(base64.urlsafe_b64encode(gzip.compress(_zeros(10**7))).decode()),
    base64.b64encode(zlib.compress(_zeros(10**8), 9)).decode()[:100_000],
    json.dumps([0] * 10_000),
    "[" * 50_000,
    "gASVGgAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAJpZJSFlFKULg==",
)
OWN = (
    *(
        "file;0;" + "9" * 5000 + ";a,b;c;label;",
        "file;0;1;a,b;c;label;²",
        "file;;;;;;",
        "file;" * 9,
    ),
    *(
        "points",
        "points;;;;;;",
        own("A" * 39_000),
        own("AAAAAA0" * 20, "points"),
        own("", "points"),
    ),
    own("AAAAAA0" * 20, "points", names="a,b" + ",c" * 9_000),
    own("AAAA0" * 20, "points", ranges="nan:inf,0:1"),
    own("AAAA0" * 20, "points", ranges="1e308:-1e308,-1e308:1e308"),
    *(own("AAAA0AABB1" * 20, "points", names=quote(f"{text},b", ",")) for text in MARKUP),
)
LISTS = (
    *("relu," * 7_000, "relu|" * 7_000, "own_x_tx_p1|" * 3_000, "relu(" + "a=1;" * 9_000 + ")"),
    ",".join(f"own_x_tx_p{at}" for at in range(3_000)),
    *("8," * 19_000, "256," * 50, "1," * 51, "x," * 19_000, "1.1," * 9_000, "0:0," * 9_000),
    ",".join(f"{at + 1}:learning_rate:0.1" for at in range(1_500)),
    *(
        "1:changes:1",
        "1:learning_rate",
        "-1:l1:nan",
        "1:dataset:xor",
        ",".join(map(str, range(7_000))),
    ),
    *("momentum:" + "9" * 5_000, f"{'m' * 30_000}:1", f"relu({'m' * 30_000}=1)", "relu:nan"),
)
LONG = tuple(sign * 100_000 for sign in ("a", "9", "%", "👾", "(", "<", ",", "_", " ", "\0"))
