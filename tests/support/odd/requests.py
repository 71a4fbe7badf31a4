"""Requests that go well, and the same ones with a single odd part."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import quote, quote_from_bytes

from tests.support.odd.values import BODIES, MEMBERS, TEXTS, Raw

_PART: Final = re.compile(r"<(?:\w+:)?(\w+)>")
_BOUNDARY: Final = b"odd-boundary"
_PLACEHOLDER: Final = "here stands what is odd"
HEADERS: Final = (
    "Accept", "Accept-Language", "Accept-Encoding", "Content-Type", "If-None-Match", "If-Modified-Since",
    "Origin", "Range", "Referer", "User-Agent", "X-CSRFToken", "X-Forwarded-For", "X-Forwarded-Proto",
    "X-Requested-With",
)  # fmt: skip
IN_ADDRESSES: Final = (
    "next", "page", "malli", "vuosi", "kieli", "kaikki", "card", "new", "uusi", "near", "before",
    "csrf_token",
)  # fmt: skip
"""Names that some address may carry: together asked of every endpoint."""
READING_BROWSERS: Final = frozenset(
    {"public.front", "omakaiku.card", "omakaiku.state", "session.sign_in", "venue.counter", "venue.record"}
    | {"api.check", "api.record", "api.device"}
)
"""Where what a browser says of itself is tried out: at pages, forms and scripts, for everybody."""
_LONGEST_HEADER: Final = 4000
_PLAIN_IN_COOKIES: Final = "!#$&'()*+-./:<=>?@[]^_`{|}~"
COOKIES: Final = ("session", "card", "other-card", "device", "language", "theme", "text_size")


@dataclass(frozen=True)
class Request:
    """One as it goes over the wire."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Asked:
    """A request that goes well, in its parts. `rule`: the address as the router knows it."""

    endpoint: str
    method: str
    rule: str
    cookies: Mapping[str, str]
    arguments: Mapping[str, str] = field(default_factory=dict)
    query: Sequence[tuple[str, str]] = ()
    form: Sequence[tuple[str, str]] = ()
    body: Any = None
    """JSON, for the API; None for a form."""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_json(self) -> bool:
        """Whether it is sent by a script of ours."""
        return self.body is not None

    def as_it_is(self) -> Request:
        """The request that goes well."""
        return self._request(self._path({}), self._query(self.query), self._body())

    def odd(self) -> Iterator[tuple[str, str, Request]]:
        """Every part with every kind of odd value: the part, the kind, the request."""
        yield from self._odd_arguments()
        yield from self._odd_query()
        yield from self._odd_fields()
        yield from self._odd_members()
        yield from self._odd_browser()
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
            if method != self.method:
                yield "method", method, replace(self.as_it_is(), method=method)

    def _odd_browser(self) -> Iterator[tuple[str, str, Request]]:
        """What a browser says of itself is read in the same way wherever it goes."""
        if self.endpoint not in READING_BROWSERS:
            return
        for name in HEADERS:
            for kind, value in TEXTS.items():
                # A server lets neither line ends nor NUL into a header.
                said = re.sub(rb"[\r\n\0]", b"", value)[:_LONGEST_HEADER].decode("latin-1").strip()
                yield f"header {name}", kind, self._with_header(name, said)
        for name in COOKIES:
            for kind, value in TEXTS.items():
                kept = {
                    **self.cookies,
                    name: quote_from_bytes(value[:_LONGEST_HEADER], safe=_PLAIN_IN_COOKIES),
                }
                yield f"cookie {name}", kind, replace(self, cookies=kept).as_it_is()

    def _with_header(self, name: str, value: str) -> Request:
        right = self.as_it_is()
        return replace(right, headers={**right.headers, name: value})

    def _odd_arguments(self) -> Iterator[tuple[str, str, Request]]:
        for name in self.arguments:
            for kind, value in TEXTS.items():
                path = self._path({name: quote_from_bytes(value[:_LONGEST_HEADER], safe="")})
                yield f"address {name}", kind, self._request(path, self._query(self.query), self._body())

    def _odd_query(self) -> Iterator[tuple[str, str, Request]]:
        named = dict(self.query)
        parts = [*([name] for name in named), [one for one in IN_ADDRESSES if one not in named]]
        for names in parts:
            others = [one for one in self.query if one[0] not in names]
            for kind, value in TEXTS.items():
                said = quote_from_bytes(value[:_LONGEST_HEADER])
                query = "&".join([self._query(others), *(f"{quote(name)}={said}" for name in names)])
                yield f"query {'+'.join(names)}", kind, self._request(self._path({}), query, self._body())
            twice = self._query(
                [*self.query, *((name, "1") for name in names), *((name, "2") for name in names)]
            )
            yield f"query {'+'.join(names)}", "thrice", self._request(self._path({}), twice, self._body())

    def _odd_fields(self) -> Iterator[tuple[str, str, Request]]:
        for name in dict(self.form):
            others = [one for one in self.form if one[0] != name]
            for kind, value in TEXTS.items():
                said = f"{self._query(others)}&{quote(name)}={quote_from_bytes(value)}".lstrip("&")
                yield f"field {name}", kind, self._sent(said.encode())
            yield f"field {name}", "missing", self._sent(self._query(others).encode())
            yield (
                f"field {name}",
                "thrice",
                self._sent(self._query([*self.form, (name, "1"), (name, "2")]).encode()),
            )
            yield f"field {name}", "file", self._multipart(others, name)

    def _odd_members(self) -> Iterator[tuple[str, str, Request]]:
        if not self.is_json:
            return
        for kind, raw in BODIES.items():
            yield "body", kind, self._sent(raw)
        for way in _ways(self.body):
            whole = json.dumps(_with_member(self.body, way, _PLACEHOLDER))
            for kind, value in MEMBERS.items():
                odd = value if isinstance(value, Raw) else json.dumps(value).encode()
                sent = whole.encode().replace(json.dumps(_PLACEHOLDER).encode(), odd)
                yield f"member {'.'.join(map(str, way))}", kind, self._sent(sent)
            yield (
                f"member {'.'.join(map(str, way))}",
                "missing",
                self._sent(json.dumps(_without_member(self.body, way)).encode()),
            )

    def _multipart(self, others: Sequence[tuple[str, str]], name: str) -> Request:
        parts = [
            b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % (one.encode(), value.encode())
            for one, value in others
        ]
        parts.append(
            b'Content-Disposition: form-data; name="%s"; filename="\x00../x"\r\n'
            b"Content-Type: text/csv\r\n\r\n\xff\x00;1\n" % name.encode()
        )
        body = b"".join(b"--" + _BOUNDARY + b"\r\n" + part + b"\r\n" for part in parts)
        request = self._sent(body + b"--" + _BOUNDARY + b"--\r\n")
        kind = f"multipart/form-data; boundary={_BOUNDARY.decode()}"
        return replace(request, headers={**request.headers, "Content-Type": kind})

    def _sent(self, body: bytes) -> Request:
        return self._request(self._path({}), self._query(self.query), body)

    def _path(self, odd: Mapping[str, str]) -> str:
        return _PART.sub(
            lambda found: odd.get(found[1]) or quote(self.arguments[found[1]], safe=""), self.rule
        )

    def _query(self, pairs: Sequence[tuple[str, str]]) -> str:
        return "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)

    def _body(self) -> bytes:
        return json.dumps(self.body).encode() if self.is_json else self._query(self.form).encode()

    def _request(self, path: str, query: str, body: bytes) -> Request:
        headers = {
            "Host": "localhost", "Accept": "text/html",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **self.headers,
        }  # fmt: skip
        if self.method == "POST":
            headers["Content-Type"] = (
                "application/json" if self.is_json else "application/x-www-form-urlencoded"
            )
        return Request(self.method, f"{path}?{query}" if query else path, headers, body)


def _ways(body: object, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """To every member of a body, at any depth."""
    members = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for name, value in members:
        yield (*before, name)
        yield from _ways(value, (*before, name))


def _with_member(body: Any, way: Sequence[str | int], value: object) -> Any:
    if not way:
        return value
    copied = body.copy()
    copied[way[0]] = _with_member(body[way[0]], way[1:], value)
    return copied


def _without_member(body: Any, way: Sequence[str | int]) -> Any:
    copied = body.copy()
    if len(way) > 1:
        copied[way[0]] = _without_member(body[way[0]], way[1:])
    else:
        del copied[way[0]]
    return copied
