"""Answers in XML by output shape, for the `ec2`, `query` and `rest-xml` protocols."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, List, Optional
from xml.sax.saxutils import escape

from botocore.model import OperationModel, Shape, StructureShape

from ..clock import iso

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


def ec2_answer(operation: OperationModel, value: Dict[str, Any], request_id: str) -> bytes:
    """`<XResponse><requestId/>…</XResponse>`; operations without output say `<return>true</return>`."""
    out: List[str] = [f"<requestId>{request_id}</requestId>\n"]
    if operation.output_shape is None:
        out.append("<return>true</return>\n")
    else:
        members(operation.output_shape, value, out)
    name, namespace = operation.name, "http://ec2.amazonaws.com/doc/2016-11-15/"
    return f'{DECLARATION}<{name}Response xmlns="{namespace}">\n{"".join(out)}</{name}Response>'.encode()


def query_answer(operation: OperationModel, value: Dict[str, Any], request_id: str) -> bytes:
    """`<XResponse><XResult>…</XResult><ResponseMetadata/></XResponse>`."""
    out: List[str] = []
    if operation.output_shape is not None:
        wrapper = operation.output_shape.serialization.get("resultWrapper", f"{operation.name}Result")
        out.append(f"<{wrapper}>\n")
        members(operation.output_shape, value, out)
        out.append(f"</{wrapper}>\n")
    out.append(f"<ResponseMetadata>\n<RequestId>{request_id}</RequestId>\n</ResponseMetadata>\n")
    name, namespace = operation.name, operation.service_model.metadata["xmlNamespace"]
    return f'<{name}Response xmlns="{namespace}">\n{"".join(out)}</{name}Response>'.encode()


def document(root: str, shape: Shape, value: Dict[str, Any]) -> bytes:
    """A bare document of S3."""
    out: List[str] = []
    members(shape, value, out)
    return f'{DECLARATION}<{root} xmlns="{S3_NAMESPACE}">{"".join(out)}</{root}>'.encode()


def members(shape: StructureShape, value: Dict[str, Any], out: List[str]) -> None:
    """The members of a structure in the model's order; None and what the model does not know are left out."""
    for name, member in shape.members.items():
        content = value.get(name)
        if content is not None and "location" not in member.serialization:
            element(member.serialization.get("name", name), member, content, out)


def element(name: str, shape: Shape, value: Any, out: List[str]) -> None:
    """One member as an element, or as repeated elements where a list is flattened."""
    kind = shape.type_name
    if kind == "structure":
        out.append(f"<{name}>\n")
        members(shape, value, out)
        out.append(f"</{name}>\n")
    elif kind == "list":
        if shape.serialization.get("flattened"):
            for item in value:
                element(name, shape.member, item, out)
        elif not value:
            out.append(f"<{name}/>\n")
        else:
            item_name = shape.member.serialization.get("name", "member")
            out.append(f"<{name}>\n")
            for item in value:
                element(item_name, shape.member, item, out)
            out.append(f"</{name}>\n")
    else:
        out.append(f"<{name}>{text(value)}</{name}>\n")


def text(value: Any) -> str:
    """A scalar as XML text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return iso(value)
    return escape(str(value), {"\r": "&#13;", '"': "&quot;"})


def error_fields(code: str, message: str, members_: Optional[Dict[str, Any]] = None) -> str:
    """Code, message and further members of an error as elements."""
    fields = {"Code": code, "Message": message, **(members_ or {})}
    return "".join(f"<{name}>{text(value)}</{name}>" for name, value in fields.items())
