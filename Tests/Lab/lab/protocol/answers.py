"""Results and errors as responses, in the dialect of each service."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Dict

from botocore.model import OperationModel

from ..errors import AWSError
from ..wire.message import Response
from . import xml

# The root elements of S3's answers that are not the shape's own.
S3_ROOTS = {
    "ListObjectsV2": "ListBucketResult",
    "ListBuckets": "ListAllMyBucketsResult",
    "GetBucketVersioning": "VersioningConfiguration",
    "GetBucketLifecycleConfiguration": "LifecycleConfiguration",
}


def result(service: str, operation: OperationModel, value: Dict[str, Any], request_id: str) -> Response:
    """A handler's result as an answer."""
    if service == "ec2":
        return xml_response(
            xml.ec2_answer(operation, value, request_id), "text/xml;charset=UTF-8", request_id
        )
    if service in ("rds", "sts"):
        return xml_response(xml.query_answer(operation, value, request_id), "text/xml", request_id)
    if service == "s3":
        return s3_result(operation, value, request_id)
    body = json.dumps(value, default=epoch, separators=(",", ":")).encode()
    return Response(200, body, {"Content-Type": "application/json", "x-amzn-RequestId": request_id})


def xml_response(body: bytes, content_type: str, request_id: str) -> Response:
    """A good answer in XML."""
    return Response(200, body, {"Content-Type": content_type, "x-amzn-RequestId": request_id})


def s3_result(operation: OperationModel, value: Dict[str, Any], request_id: str) -> Response:
    """S3's answer: some members are headers, the payload is the body."""
    headers = s3_ids(request_id)
    shape = operation.output_shape
    body = b""
    status = value.pop("HTTPStatus", operation.http.get("responseCode", 200))
    if shape is not None:
        for name, member in shape.members.items():
            if member.serialization.get("location") == "header" and value.get(name) is not None:
                headers[member.serialization["name"]] = header(value[name])
        payload = shape.serialization.get("payload")
        if payload:
            member, content = shape.members[payload], value.get(payload)
            if member.type_name == "structure":
                body = xml.document(member.serialization.get("name", member.name), member, content or {})
            else:
                body = content.encode() if isinstance(content, str) else content or b""
        elif any("location" not in member.serialization for member in shape.members.values()):
            body = s3_document(operation, value)
    if body:
        headers.setdefault("Content-Type", "application/xml")
    return Response(status, body, headers)


def s3_ids(request_id: str) -> Dict[str, str]:
    """The two ids that S3 puts on every answer."""
    return {"x-amz-request-id": request_id, "x-amz-id-2": request_id * 2}


def s3_document(operation: OperationModel, value: Dict[str, Any]) -> bytes:
    """S3's documents without a payload member. The location is a root element with text of its own."""
    if operation.name == "GetBucketLocation":
        region = value.get("LocationConstraint") or ""
        root = f'<LocationConstraint xmlns="{xml.S3_NAMESPACE}">{region}</LocationConstraint>'
        return (xml.DECLARATION + root).encode()
    shape = operation.output_shape
    return xml.document(S3_ROOTS.get(operation.name, shape.name), shape, value)


def header(value: Any) -> str:
    """A header's text."""
    if isinstance(value, datetime):
        return value.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return xml.text(value) if isinstance(value, bool) else str(value)


def epoch(value: Any) -> Any:
    """Dates in JSON are epoch seconds as a float."""
    if isinstance(value, datetime):
        return round(value.timestamp(), 3)
    raise TypeError(f"{value!r} has no JSON form")


def error(service: str, problem: AWSError, request_id: str, resource: str = "") -> Response:
    """An error as an answer."""
    fields = xml.error_fields(problem.code, problem.message, problem.members if service == "s3" else None)
    if service == "ec2":
        errors = f"<Errors><Error>{fields}</Error></Errors>"
        body = f"{xml.DECLARATION}<Response>{errors}<RequestID>{request_id}</RequestID></Response>"
        headers = {"Content-Type": "text/xml;charset=UTF-8"}
    elif service in ("rds", "sts"):
        fields = f"<Type>{'Sender' if problem.status < 500 else 'Receiver'}</Type>{fields}"
        tail = f"<RequestId>{request_id}</RequestId>"
        body = f"<ErrorResponse><Error>{fields}</Error>{tail}</ErrorResponse>"
        headers = {"Content-Type": "text/xml", "x-amzn-RequestId": request_id}
    elif service == "s3":
        tail = f"<RequestId>{request_id}</RequestId><HostId>{request_id * 2}</HostId>"
        body = f"{xml.DECLARATION}<Error>{fields}<Resource>{xml.text(resource)}</Resource>{tail}</Error>"
        headers = {"Content-Type": "application/xml", **s3_ids(request_id)}
    else:
        return json_error(service, problem, request_id)
    return Response(problem.status, body.encode(), {**headers, **problem.headers})


def json_error(service: str, problem: AWSError, request_id: str) -> Response:
    """REST-JSON names the error in a header, the JSON protocols in `__type`."""
    headers = {"x-amzn-RequestId": request_id, **problem.headers}
    if service == "dlm":
        content: Dict[str, Any] = {"Code": problem.code, "Message": problem.message, **problem.members}
        headers.update({"Content-Type": "application/json", "x-amzn-errortype": f"{problem.code}:"})
    else:
        content = {"__type": f"com.amazonaws.dynamodb.v20120810#{problem.code}", "message": problem.message}
        headers["Content-Type"] = "application/x-amz-json-1.0"
    return Response(problem.status, json.dumps(content).encode(), headers)
