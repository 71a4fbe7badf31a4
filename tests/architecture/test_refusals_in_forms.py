"""Every field that core names in a refusal is a field of the form that shows it."""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from types import FunctionType, ModuleType

import pytest

from tests.support.refused_fields import functions_of, named, refused_fields, tree_of
from webapp import core, pages
from webapp.core.cards.models import CategoryKind
from webapp.core.commitments.rules import RANGES
from webapp.core.languages import CODES
from webapp.core.visits.recording.known import INPUTS
from webapp.plumbing.rendering.forms import Form


def _in_every_language(*texts: str) -> set[str]:
    return {f"{text}_{code}" for text in texts for code in CODES}


NAMED_BY_DATA = {
    "webapp.core.answers.actions._free_name": _in_every_language("name"),
    "webapp.core.answers.actions.check_answer": _in_every_language("name"),
    "webapp.core.cards.actions.check_answers": {*CategoryKind},
    "webapp.core.commitments.exceptions.check_reason": _in_every_language("reason"),
    "webapp.core.commitments.rules.check_number": {*RANGES},
    "webapp.core.commitments.versions.check_title": _in_every_language("title"),
    "webapp.core.commitments.versions.check_text": _in_every_language("text", "changes"),
    "webapp.core.networks.actions._free_name": _in_every_language("name"),
    "webapp.core.networks.actions.check_name": _in_every_language("name"),
    "webapp.core.partners.founding._free_name": _in_every_language("name"),
    "webapp.core.offers.actions._name": _in_every_language("name"),
    "webapp.core.offers.actions.check_name": _in_every_language("name"),
    "webapp.core.offers.descriptions.check_description": _in_every_language(
        "tickets", "accessibility", "left_out"
    ),
    "webapp.core.outings.actions._check_venue": _in_every_language("place"),
    "webapp.core.outings.tips._whole_or_nothing": _in_every_language("title", "text"),
    "webapp.core.outings.written.check_written": _in_every_language(
        "title", "place", "meeting_place", "words"
    ),
    # Of both: what else it names for either, the two above it name too.
    "webapp.core.outings.rules.check_text": _in_every_language("title"),
    # What to bring is a distributor's alone: tests/pages/test_distribution_contacts.py.
    "webapp.core.partners.contacts._line": {"phone", "email", "address", *_in_every_language("hours")},
    "webapp.core.visits.recording.forms._refuse": {*INPUTS.values()},
}
"""Functions that name a field after what they were given."""
NO_FORMS = {"webapp.pages.distribution.validity", "webapp.pages.costs.views"}
"""Where a refusal is no answer to a form: the page says beforehand why it cannot be sent."""


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for one in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        yield importlib.import_module(one.name)


@dataclass(frozen=True)
class Block:
    """`with form.taking_refusals():` in a view, and the form that it shows refusals in."""

    view: FunctionType
    code: ast.With
    form: type[Form]


def blocks() -> Iterator[Block]:
    for module in modules(pages):
        for view in functions_of(module):
            for node in ast.walk(tree_of(view)):
                match node:
                    case ast.With(items=[ast.withitem(context_expr=ast.Call(func=ast.Attribute(
                        value=ast.Name(id=name), attr="taking_refusals",
                    )))]):  # fmt: skip
                        yield Block(view, node, form_called(name, view))


def form_called(name: str, view: FunctionType) -> type[Form]:
    """The class of a view's own form."""
    for node in ast.walk(tree_of(view)):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                made = [value]
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                made = [value for one, value in zip(names, values, strict=True) if ast.unparse(one) == name]
            case ast.arg(arg=parameter, annotation=ast.expr() as value) if parameter == name:
                made = [value]
            case _:
                continue
        for value in made:
            called = value.func if isinstance(value, ast.Call) else value
            # A class, or a way of its own to make one, such as AnswerForm.of().
            for part in ast.walk(called):
                form = named(part, view)
                if isinstance(form, type) and issubclass(form, Form):
                    return form
    message = f"{view.__module__}.{view.__name__}: what is {name}?"
    raise AssertionError(message)


def field_names(form: type[Form]) -> set[str]:
    return {name for name in dir(form) if hasattr(getattr(form, name), "_formfield")}


BLOCKS = list(blocks())


@pytest.mark.parametrize("block", BLOCKS, ids=lambda one: f"{one.view.__module__}.{one.view.__name__}")
def test_a_form_has_every_field_that_core_may_name(block: Block) -> None:
    found = refused_fields(block.view, block.code)
    assert found.untold <= set(NAMED_BY_DATA)
    named_by_data = (NAMED_BY_DATA[where] for where in found.untold)
    assert found.names.union(*named_by_data) - {""} <= field_names(block.form)


def test_what_a_form_moves_elsewhere_goes_to_a_field_of_its_own() -> None:
    moving = {block.form for block in BLOCKS if block.form.field_of is not Form.field_of}
    assert moving
    for form in moving:
        code = ast.parse(textwrap.dedent(inspect.getsource(form.field_of))).body[0]
        assert isinstance(code, ast.FunctionDef)
        texts = {
            one.value for part in code.body[1:] for one in ast.walk(part) if isinstance(one, ast.Constant)
        }
        assert texts - {""} <= field_names(form)


def test_views_take_refusals_by_their_forms() -> None:
    catching = {
        module.__name__
        for module in modules(pages)
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.ExceptHandler) and node.type and "RefusedError" in ast.unparse(node.type)
    }
    assert catching == NO_FORMS


def test_nothing_that_is_read_for_names_is_out_of_sight() -> None:
    """Methods are not followed from a call, so none of core's may refuse."""
    for module in modules(core):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.ClassDef):
                raised = [ast.unparse(one) for one in ast.walk(node) if isinstance(one, ast.Raise)]
                assert not [one for one in raised if "RefusedError(" in one], node.name
    read = set().union(*(refused_fields(block.view, block.code).untold for block in BLOCKS))
    assert read == set(NAMED_BY_DATA)
