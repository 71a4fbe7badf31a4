"""Addresses that lead nowhere of ours, and many of them elsewhere."""

from typing import Final

ELSEWHERE: Final = (
    "", "kohteet", "https://other.example/", "//other.example", "///other.example", "/\\other.example",
    "/\t/other.example", "/\n/other.example", "/\r/other.example", "/\x00/other.example",
    "/ /other.example",
    "\t//other.example", "/%09/other.example", "/%2F/other.example", "/%5Cother.example",
    "/.//other.example",
    "/kohteet//other.example", "/kohteet/..//other.example", "javascript:alert(1)", "/kohteet/2147483648",
    "/no-such-page", "/ulos", "http://[", "/\u2028/other.example", "/kohteet\\@other.example",
    "/static/../other", "@other.example", "/kohteet?" + "a=1&" * 60,
)  # fmt: skip
