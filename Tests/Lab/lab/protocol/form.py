"""Requests of the `ec2` and `query` protocols: forms with dotted names."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from botocore.model import ListShape, Shape, StructureShape

from ..errors import AWSError
from ..wire.message import Request, decode_pairs
from .models import operation_model, service_model

Tree = Dict[str, Any]


def decode(service: str, request: Request) -> Tuple[str, Dict[str, Any]]:
    """The operation and its parameters in the model's member names; unknown parameters are refused."""
    pairs = request.query_pairs()
    if (request.header("content-type") or "").startswith("application/x-www-form-urlencoded"):
        pairs += decode_pairs(request.body.decode("utf-8"))
    tree = nest(pairs)
    action, version = tree.pop("Action", None), tree.pop("Version", None)
    if not isinstance(action, str):
        raise AWSError("MissingAction", "The request must contain the parameter Action")
    model = operation_model(service, action)
    if model is None or version != service_model(service).api_version:
        raise AWSError("InvalidAction", f"The action {action} is not valid for this web service.")
    if model.input_shape is None:
        return action, {}
    return action, structure(model.input_shape, tree, service == "ec2")


def nest(pairs: List[Tuple[str, str]]) -> Tree:
    """`A.1.B=x` as {"A": {"1": {"B": "x"}}}."""
    root: Tree = {}
    for name, value in pairs:
        node = root
        *parents, last = name.split(".")
        for part in parents:
            node = node.setdefault(part, {})
            if not isinstance(node, dict):
                raise AWSError("MalformedQueryString", f"The parameter {name} is ambiguous")
        if last in node:
            raise AWSError("InvalidParameterValue", f"The parameter {name} is given twice")
        node[last] = value
    return root


def structure(shape: StructureShape, node: Tree, ec2: bool) -> Dict[str, Any]:
    """The members of a structure; what the model does not know is an error, as it is at AWS."""
    if not isinstance(node, dict):
        raise AWSError("InvalidParameterValue", f"A structure is expected for {shape.name}")
    left = dict(node)
    value = {}
    for name, member in shape.members.items():
        key = wire_name(name, member, ec2)
        if key in left:
            value[name] = decode_value(member, left.pop(key), ec2)
    if left:
        raise AWSError("UnknownParameter", f"The parameter {sorted(left)[0]} is not recognized")
    return value


def wire_name(name: str, member: Shape, ec2: bool) -> str:
    """How a member is called in the form."""
    serialization = member.serialization
    if ec2:
        if "queryName" in serialization:
            return serialization["queryName"]
        own = serialization.get("name", name)
        return own[0].upper() + own[1:]
    if isinstance(member, ListShape) and serialization.get("flattened"):
        return member.member.serialization.get("name", name)
    return serialization.get("name", name)


def decode_value(shape: Shape, node: Any, ec2: bool) -> Any:
    """A value of the form by its shape."""
    if shape.type_name == "structure":
        return structure(shape, node, ec2)
    if shape.type_name == "list":
        if not ec2 and not shape.serialization.get("flattened"):
            if node == "":
                return []
            item = shape.member.serialization.get("name", "member")
            if list(node) != [item]:
                raise AWSError("MalformedQueryString", f"The list {shape.name} has items named {list(node)}")
            node = node[item]
        try:
            order = sorted(node, key=int)
        except (TypeError, ValueError):
            raise AWSError("MalformedQueryString", f"The list {shape.name} is not numbered") from None
        return [decode_value(shape.member, node[index], ec2) for index in order]
    if not isinstance(node, str):
        raise AWSError("InvalidParameterValue", f"A single value is expected for {shape.name}")
    return scalar(shape, node)


def scalar(shape: Shape, text: str) -> Any:
    """Text as the shape's scalar."""
    if shape.type_name in ("integer", "long"):
        try:
            return int(text)
        except ValueError:
            raise AWSError(
                "InvalidParameterValue", f"Value ({text}) is invalid. An integer is expected."
            ) from None
    if shape.type_name == "boolean":
        if text not in ("true", "false"):
            raise AWSError("InvalidParameterValue", f"Value ({text}) is invalid. true or false is expected.")
        return text == "true"
    return text
