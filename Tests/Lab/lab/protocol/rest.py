"""Requests of the `rest-json` and `rest-xml` protocols: operations told apart by method, path and query."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, List, Pattern, Tuple
from urllib.parse import unquote

from botocore.model import OperationModel, Shape, StructureShape

from ..errors import AWSError
from ..wire.message import Request, decode_pairs
from .models import service_model

Pairs = List[Tuple[str, str]]


@dataclass(frozen=True)
class Route:
    """One operation's method, path, and what the query and headers must hold to mean it."""

    operation: OperationModel
    path: Pattern[str]
    query: Tuple[Tuple[str, str], ...]
    needed: Tuple[Tuple[str, str], ...]

    def fits(self, request: Request, pairs: Pairs) -> bool:
        """Whether the request is this operation."""
        names = {name for name, _ in pairs}
        if not self.path.match(request.path):
            return False
        if not all((pair in pairs) if pair[1] else (pair[0] in names) for pair in self.query):
            return False
        return all(
            name in names if where == "querystring" else request.header(name) is not None
            for where, name in self.needed
        )


@lru_cache(maxsize=None)
def routes(service: str) -> Dict[str, List[Route]]:
    """The routes of a service by method, the most particular first."""
    found: Dict[str, List[Route]] = {}
    model = service_model(service)
    for name in model.operation_names:
        operation = model.operation_model(name)
        if operation.deprecated:
            continue
        path, _, query = operation.http["requestUri"].partition("?")
        pattern = re.sub(r"\\{(\w+)\\\+\\}", r"(?P<\1>.+)", re.escape(path))
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", pattern)
        shape = operation.input_shape
        needed = tuple(
            (shape.members[member].serialization["location"], shape.members[member].serialization["name"])
            for member in (shape.required_members if shape else [])
            if shape.members[member].serialization.get("location") in ("querystring", "header")
        )
        route = Route(operation, re.compile(f"^{pattern}/?$"), tuple(decode_pairs(query)), needed)
        found.setdefault(operation.http["method"], []).append(route)
    for candidates in found.values():
        candidates.sort(key=lambda route: -len(route.query) - len(route.needed))
    return found


def decode(service: str, request: Request) -> Tuple[OperationModel, Dict[str, Any]]:
    """The operation and its parameters in the model's member names."""
    pairs = request.query_pairs()
    for route in routes(service).get(request.method, []):
        if route.fits(request, pairs):
            return route.operation, parameters(route, request, pairs)
    raise AWSError("MethodNotAllowed", "The specified method is not allowed against this resource.", 405)


def parameters(route: Route, request: Request, pairs: Pairs) -> Dict[str, Any]:
    """All members of the input from path, query, headers and body."""
    shape = route.operation.input_shape
    if shape is None:
        return {}
    uri = route.path.match(request.path).groupdict()  # type: ignore[union-attr]
    value: Dict[str, Any] = {}
    for name, member in shape.members.items():
        where, key = member.serialization.get("location"), member.serialization.get("name", name)
        if where == "uri":
            value[name] = unquote(uri[key])
        elif where == "querystring":
            found = [text for pair, text in pairs if pair == key]
            if found:
                value[name] = found if member.type_name == "list" else scalar(member, found[0])
        elif where == "header":
            text = request.header(key)
            if text is not None:
                value[name] = scalar(member, text)
    value.update(body_members(shape, request))
    return value


def body_members(shape: StructureShape, request: Request) -> Dict[str, Any]:
    """The members that travel in the body. JSON is taken as it is, also what the model does not know."""
    payload = shape.serialization.get("payload")
    if payload:
        member = shape.members[payload]
        if member.type_name != "structure":
            text = member.type_name == "string"
            return {payload: request.body.decode("utf-8") if text else request.body} if request.body else {}
        if not request.body:
            return {}
        try:
            return {payload: from_xml(member, ElementTree.fromstring(request.body))}
        except (ElementTree.ParseError, ValueError):
            raise AWSError("MalformedXML", "The XML you provided was not well-formed") from None
    if not request.body or shape.serialization.get("location"):
        return {}
    try:
        value = json.loads(request.body)
    except ValueError:
        raise AWSError("SerializationException", "The body is not JSON") from None
    if not isinstance(value, dict):
        raise AWSError("SerializationException", "The body is not a JSON object")
    return value


def from_xml(shape: Shape, element: ElementTree.Element) -> Any:
    """An XML element by its shape, with namespaces ignored."""
    if shape.type_name == "structure":
        value: Dict[str, Any] = {}
        for name, member in shape.members.items():
            key = member.serialization.get("name", name)
            children = [child for child in element if local(child) == key]
            if member.type_name == "list":
                if member.serialization.get("flattened"):
                    if children:
                        value[name] = [from_xml(member.member, child) for child in children]
                elif children:
                    value[name] = [from_xml(member.member, child) for child in children[0]]
            elif children:
                value[name] = from_xml(member, children[0])
        return value
    return scalar(shape, element.text or "")


def local(element: ElementTree.Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def scalar(shape: Shape, text: str) -> Any:
    """Text as the shape's scalar."""
    try:
        if shape.type_name in ("integer", "long"):
            return int(text)
    except ValueError:
        raise AWSError("InvalidArgument", f"Provided {shape.name} not an integer") from None
    return text == "true" if shape.type_name == "boolean" else text
