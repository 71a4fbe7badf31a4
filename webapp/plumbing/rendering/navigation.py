"""The header's links for each role and a cardholder's menu: what the page modules declare."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, current_app, request, url_for
from flask_babel import LazyString, gettext

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Role
from webapp.plumbing.access.sign_in import current_actor, current_holder_card

_LINKS: Final = "kaikukortti-navigation"
_OTHERS: Final = "holder_more.more"
_RARE: Final = "more.more"


def _no_arguments(_actor: Actor) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Link:
    """A page's link: to whom, where among the others (low numbers first), the endpoint, and its label.

    `role` is None for those who have not signed in. `arguments` fills the address, or says None to whom the
    link is not shown. Of a cardholder's links those with an `icon` stand in the bar, the others behind More;
    of an office's those that are not `rare`.
    """

    role: Role | None
    position: int
    endpoint: str
    label: LazyString
    arguments: Callable[[Actor], dict[str, Any] | None] = _no_arguments
    icon: str = ""
    rare: bool = False


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the header; `current`: the reader is there; `told` where a short label says too little."""

    label: str
    url: str
    current: bool
    icon: str = ""
    told: str = ""


def install_navigation(app: Flask, links: Iterable[Link]) -> None:
    """Keep the links of all pages in their order."""
    app.extensions[_LINKS] = sorted(links, key=lambda link: link.position)


def navigation() -> list[NavigationItem]:
    """The links for whoever is here, the last of an office's leading to those that it needs now and then."""
    actor = current_actor()
    if actor is None:
        return [_item(link, {}) for link in _links_of(None)]
    rare = rare_places()
    if not rare:
        return _items_for(actor, rare=False)
    is_there = request.endpoint == _RARE or any(item.current for item in rare)
    more = NavigationItem(gettext("More"), url_for(_RARE), is_there, told=gettext("More pages"))
    return [*_items_for(actor, rare=False), more]


def rare_places() -> list[NavigationItem]:
    """The links of an office that stand behind More."""
    actor = current_actor()
    return _items_for(actor, rare=True) if actor else []


def _items_for(actor: Actor, *, rare: bool) -> list[NavigationItem]:
    shown = [(link, link.arguments(actor)) for link in _links_of(actor.role) if link.rare == rare]
    return [_item(link, arguments) for link, arguments in shown if arguments is not None]


def holder_menu() -> list[NavigationItem]:
    """Where a phone that carries a card can go; nothing on any other."""
    held = current_holder_card()
    if held is None or held.may_be_lost:
        return []
    # A page below another belongs to it: they share the part of the endpoint before the dot.
    return [
        NavigationItem(str(link.label), url_for(link.endpoint), _is_open(link), link.icon)
        for link in _links_of(Role.CARDHOLDER)
    ]


def holder_bar() -> list[NavigationItem]:
    """The part of a cardholder's menu that is always in sight; the last leads to the others."""
    menu = holder_menu()
    if not menu:
        return []
    is_elsewhere = any(item.current for item in menu if not item.icon)
    is_open = is_elsewhere or request.endpoint == _OTHERS
    told = gettext("More pages of OmaKaiku")
    others = NavigationItem(gettext("More"), url_for(_OTHERS), is_open, "more", told)
    return [*(item for item in menu if item.icon), others]


def _is_open(link: Link) -> bool:
    return link.endpoint.partition(".")[0] == request.blueprint


def _links_of(role: Role | None) -> Sequence[Link]:
    return [link for link in current_app.extensions[_LINKS] if link.role == role]


def _item(link: Link, arguments: dict[str, Any]) -> NavigationItem:
    url = url_for(link.endpoint, **arguments)
    return NavigationItem(str(link.label), url, request.endpoint == link.endpoint and request.path == url)
