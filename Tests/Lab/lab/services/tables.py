"""DynamoDB by moto, in this process: its handler is called without a server of its own."""

from __future__ import annotations

import json
import sys
from typing import Any, Dict, Tuple

from ..errors import AWSError
from ..wire.message import Request, Response
from .call import Call


def decode(request: Request) -> Tuple[str, Dict[str, Any]]:
    """The operation and its parameters."""
    operation = (request.header("x-amz-target") or "").rpartition(".")[2]
    try:
        return operation, json.loads(request.body or b"{}")
    except ValueError:
        raise AWSError("SerializationException", "The body is not JSON") from None


def answer(call: Call) -> Response:
    """What moto says to a call."""
    settle_seeded(call)
    status, headers, body = moto(call.account, call.region, call.operation, call.parameters)
    kept = {name: value for name, value in headers.items() if name.lower() != "content-length"}
    return Response(status, body, {**kept, "x-amzn-RequestId": call.request_id})


def settle_seeded(call: Call) -> None:
    """Tables of the seed are made on the first call, so that a lab without them need not load moto."""
    for record in call.place.tables.values():
        if not record.pop("Seeded", False):
            continue
        recovery = record.pop("PointInTimeRecoverySpecification", None)
        moto(call.account, call.region, "CreateTable", record)
        if recovery:
            wanted = {"TableName": record["TableName"], "PointInTimeRecoverySpecification": recovery}
            moto(call.account, call.region, "UpdateContinuousBackups", wanted)


def moto(
    account: str, region: str, operation: str, parameters: Dict[str, Any]
) -> Tuple[int, Dict[str, str], bytes]:
    """Call moto's handler of DynamoDB."""
    from botocore.awsrequest import AWSRequest
    from moto.core.exceptions import HTTPException
    from moto.dynamodb.responses import DynamoHandler

    url = f"https://dynamodb.{region}.amazonaws.com/"
    headers = {
        "Host": f"dynamodb.{region}.amazonaws.com",
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": f"DynamoDB_20120810.{operation}",
        "x-moto-account-id": account,
    }
    request = AWSRequest("POST", url, headers, json.dumps(parameters).encode()).prepare()
    try:
        status, answered, body = DynamoHandler.dispatch(request, url, request.headers)
    except HTTPException as problem:
        status, answered, body = problem.code, dict(problem.get_headers()), problem.get_body()
    return (
        status,
        {name: str(value) for name, value in answered.items()},
        body.encode() if isinstance(body, str) else body,
    )


def forget() -> None:
    """Drop all that moto holds; nothing to do while it was never loaded."""

    if "moto.dynamodb" in sys.modules:
        from moto.dynamodb.models import dynamodb_backends

        dynamodb_backends.reset()
