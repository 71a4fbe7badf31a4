"""The kinds of odd value: one for each way in which something that was sent may be no answer at all."""

import json
from collections.abc import Mapping
from typing import Any, Final

TEXTS: Final[Mapping[str, bytes]] = {
    "empty": b"",
    "spaces": b" \t ",
    "NUL": b"a\x00b",
    "controls": b"\x01\x08\x1b[2J\x7f",
    "line ends": b"a\r\nSet-Cookie: odd=1\r\n\r\n<h1>",
    "not UTF-8": b"\xff\xfe\xc3\x28",
    "half a surrogate": b"\xed\xa0\x80",
    "marks of direction": "\u202eab\u2066".encode(),
    "combining": ("e" + "\u0301" * 2000).encode(),
    "beyond the first plane": "\U0001f3ad\U000e0001".encode(),
    "grows in lower case": "\u0130\ufb03\u1e9e".encode(),
    "digits of another script": "\u0661\u0662\uff13".encode(),
    "a digit that is no number": "\u00b2".encode(),
    "long": b"x" * 70_000,
    "minus one": b"-1",
    "zero": b"0",
    "beyond integer": b"2147483648",
    "beyond bigint": b"9223372036854775808",
    "more digits than Python reads": b"9" * 5000,
    "not a number": b"NaN",
    "infinite": b"1e999",
    "half": b"0.5",
    "with a line between": b"1_0",
    "first year": b"1.1.0001",
    "last year": b"9999-12-31",
    "no leap day": b"29.2.2027",
    "no day": b"0.0.0000",
    "no hour": b"25.61",
    "last hour": b"23.59",
    "no id": b"00000000-0000-0000-0000-000000000000",
    "id in other words": b"{urn:uuid:FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF}",
    "no code": b"A999123453A999123453",
    "SQL": b"' OR 1=1; --",
    "SQL pattern": b"%_\\",
    "template": b"{{ 7*7 }}{% x %}",
    "format": b"%(x)s %s %% {0} {x}",
    "markup": b"\"'><script>alert(1)</script>",
    "backslashes": b"\\\\..\\..\\x",
    "path": b"/../../../etc/passwd",
    "another host": b"//other.example/\t/x",
    "JSON": b'{"a": [1]}',
    "deep JSON": b"[" * 20_000,
    "email": b'"a b"@[127.0.0.1]',
    "true": b"true",
}  # fmt: skip
"""Of what is sent as text: in an address, a form, a cookie, a header."""

DEEP: Final = b"[" * 100_000 + b"]" * 100_000


class Raw(bytes):
    """A piece of JSON that json.dumps would not write."""


MEMBERS: Final[Mapping[str, Any]] = {
    **{name: text.decode() for name, text in TEXTS.items() if name not in {"not UTF-8", "half a surrogate"}},
    "escaped surrogate": Raw(b'"\\ud800"'),
    "null": None,
    "yes": True,
    "number": 5,
    "negative": -1,
    "over integer": 2**31,
    "over bigint": 2**63,
    "many digits": Raw(b"9" * 4000),
    "too many digits": Raw(b"9" * 5000),
    "infinity": Raw(b"Infinity"),
    "huge float": Raw(b"1e400"),
    "fraction": 0.5,
    "list": [],
    "list of lists": [[[]]],
    "long list": [1] * 10_000,
    "object": {},
    "object of objects": {"id": {"id": None}},
    "deep": Raw(DEEP),
}
"""Of a member of JSON."""

BODIES: Final[Mapping[str, bytes]] = {
    "empty": b"",
    "no JSON": b"{",
    "not UTF-8": b'{"code": "\xff"}',
    "NUL": b"\x00",
    "deep": DEEP,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "UTF-16": '{"code": "A"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"code": "A"}',
    "twice the same": b'{"code": "A", "code": 1}',
    "null": b"null",
    "text": b'"code"',
    "number": b"9" * 5000,
    "list": b"[[]]",
    "large": json.dumps({"code": "x" * 1_000_000}).encode(),
    "form": b"code=A999123453",
}
"""In place of JSON."""
