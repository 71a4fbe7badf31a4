"""Which fields core's functions name when they refuse, read from the code of all that they call."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from types import FunctionType, ModuleType

Values = frozenset[str] | None
"""What an expression can be; None where its code alone does not tell."""


@dataclass
class RefusedFields:
    """What was found: names of fields, and the functions whose names the code alone does not tell."""

    names: set[str] = field(default_factory=set)
    untold: set[str] = field(default_factory=set)


def refused_fields(function: FunctionType, block: ast.AST | None = None) -> RefusedFields:
    """The fields that `function`, or only a block of it, can name in a refusal."""
    found = RefusedFields()
    _read(function, block or tree_of(function), {}, found, seen=set())
    return found


def functions_of(module: ModuleType) -> Iterator[FunctionType]:
    """The functions that are written in a module, without what decorates them."""
    for one in vars(module).values():
        plain = inspect.unwrap(one) if callable(one) else one
        if isinstance(plain, FunctionType) and plain.__module__ == module.__name__:
            yield plain


@cache
def tree_of(function: FunctionType) -> ast.FunctionDef:
    """The code of a function."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    return tree


def named(node: ast.AST, function: FunctionType) -> object:
    """What a name, or a name in a module, stands for in a function's module."""
    if isinstance(node, ast.Name):
        return function.__globals__.get(node.id)
    if isinstance(node, ast.Attribute):
        module = named(node.value, function)
        return getattr(module, node.attr, None) if isinstance(module, ModuleType) else None
    return None


def _read(
    function: FunctionType,
    code: ast.AST,
    known: Mapping[str, Values],
    found: RefusedFields,
    *,
    seen: set[object],
) -> None:
    call = (function, frozenset(known.items()))
    if call in seen:
        return
    seen.add(call)
    nodes = [node for node in _uncaught(code) if not isinstance(node, ast.Name) or _is_global(node, function)]
    called = {id(node.func): node for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        meant = named(node, function)
        other = inspect.unwrap(meant) if callable(meant) else meant
        if getattr(other, "__name__", "") == "RefusedError" and id(node) in called:
            _note(called[id(node)], known, found, f"{function.__module__}.{function.__name__}")
        elif isinstance(other, FunctionType) and other.__module__.startswith("webapp."):
            # One that is only passed on may be called with anything.
            arguments = _arguments(called[id(node)], other, known) if id(node) in called else {}
            _read(other, tree_of(other), arguments, found, seen=seen)


def _uncaught(code: ast.AST) -> Iterator[ast.AST]:
    """What is in a piece of code, but for what is tried there and whose refusals are caught there."""
    yield code
    for part in ast.iter_child_nodes(code):
        is_caught = (
            isinstance(code, ast.Try) and part in code.body and any(map(_takes_refusals, code.handlers))
        )
        if not is_caught:
            yield from _uncaught(part)


def _takes_refusals(handler: ast.ExceptHandler) -> bool:
    return handler.type is not None and "RefusedError" in ast.unparse(handler.type)


def _is_global(name: ast.Name, function: FunctionType) -> bool:
    return name.id not in function.__code__.co_varnames


def _note(call: ast.Call, known: Mapping[str, Values], found: RefusedFields, where: str) -> None:
    if len(call.args) > 1:
        values = _values(call.args[1], known)
        found.names |= values or set()
        if values is None:
            found.untold.add(where)


def _arguments(call: ast.Call, function: FunctionType, known: Mapping[str, Values]) -> dict[str, Values]:
    """What is known of a called function's parameters: texts only, nothing else can name a field."""
    parameters = inspect.signature(function).parameters
    named: dict[str, Values] = {
        name: frozenset({one.default}) for name, one in parameters.items() if isinstance(one.default, str)
    }
    given = [*zip(parameters, call.args, strict=False), *((one.arg, one.value) for one in call.keywords)]
    return named | {name: _values(value, known) for name, value in given if name}


def _values(node: ast.AST, known: Mapping[str, Values]) -> Values:
    match node:
        case ast.Constant(value=str(text)):
            return frozenset({text})
        case ast.Name(id=name):
            return known.get(name)
        case ast.IfExp(body=one, orelse=other):
            return _joined([_values(one, known), _values(other, known)], lambda both: both[0] | both[1])
        case ast.FormattedValue(value=value):
            return _values(value, known)
        case ast.JoinedStr(values=parts):
            return _joined(
                [_values(part, known) for part in parts],
                lambda known_parts: frozenset("".join(one) for one in product(*known_parts)),
            )
    return None


def _joined(parts: list[Values], join: Callable[[list[frozenset[str]]], frozenset[str]]) -> Values:
    known_parts = [part for part in parts if part is not None]
    return join(known_parts) if len(known_parts) == len(parts) else None
