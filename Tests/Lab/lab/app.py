"""From a request to its answer: who, which operation, faults, work, log."""

from __future__ import annotations

import itertools
import sys
import traceback
from typing import Any, Dict, List, Optional

from .access.refusals import Refusal, refuse
from .access.signatures import Claim, claim, verify
from .control.calllog import CallLog
from .control.endpoints import PREFIX, Control
from .control.faults import Fault
from .errors import AWSError
from .protocol import answers, form, rest
from .protocol.models import is_write, operation_model
from .services import dlm, ec2, rds, s3, sts, tables
from .services.call import Call
from .wire.message import Request, Response
from .world import World

SERVICES = {
    "dlm": dlm.OPERATIONS,
    "ec2": ec2.OPERATIONS,
    "rds": rds.OPERATIONS,
    "s3": s3.OPERATIONS,
    "sts": sts.OPERATIONS,
}
FORMS = ("ec2", "rds", "sts")


class Lab:
    """The lab without its socket."""

    def __init__(self, log_path: Optional[str] = None) -> None:
        self.world = World()
        self.log = CallLog(log_path)
        self.control = Control(self.world, self.log)
        self._requests = itertools.count(1)

    def handle(self, request: Request) -> Response:
        """The answer to any request."""
        if request.path.startswith(PREFIX):
            return self.control.handle(request)
        request_id = f"1ab00000-0000-4000-8000-{next(self._requests):012x}"
        with self.world.lock:
            response = self.serve(request, request_id)
        response.headers.setdefault("Date", f"{self.world.clock.wire():%a, %d %b %Y %H:%M:%S GMT}")
        response.headers.setdefault("Server", "Lab")
        response.chunked = self.world.settings.chunked
        return response

    def serve(self, request: Request, request_id: str) -> Response:
        """Verify, decode, and do; every outcome is logged."""
        said = claim(request)
        service = said.service if said else guessed_service(request)
        entry: Dict[str, Any] = {
            "service": service,
            "operation": "",
            "parameters": {},
            "write": False,
            "region": said.region if said else "",
            "accessKey": said.key if said else "",
            "connection": request.connection,
            "requestId": request_id,
        }
        try:
            response = self.perform(request, said, request_id, entry)
        except AWSError as problem:
            entry["error"] = problem.code
            response = answers.error(service, problem, request_id, request.path)
        except Exception as problem:  # a fault of the lab itself: shown, and never a hang
            traceback.print_exc(file=sys.stderr)
            entry["error"] = f"lab: {problem!r}"
            response = answers.error(service, AWSError("InternalFailure", repr(problem), 500), request_id)
        entry.update({"status": response.status, "error": entry.get("error")})
        self.log.add(entry)
        return response

    def perform(
        self, request: Request, said: Optional[Claim], request_id: str, entry: Dict[str, Any]
    ) -> Response:
        """The call with its faults."""
        if said is None:
            raise refuse(guessed_service(request), Refusal.UNSIGNED)
        key = verify(request, said, self.world.keys, self.world.clock)
        operation, parameters = decoded(said.service, request)
        entry.update({"operation": operation, "parameters": parameters, "write": is_write(operation)})
        call = Call(said.service, operation, parameters, key, said.region, request, request_id, self.world)
        entry["account"] = call.account
        fault = struck(self.control.faults, call)
        if fault is None:
            return work(call)
        entry["fault"] = fault.kind
        refusal = fault.refusal(call)
        if refusal is not None and not fault.after:
            raise refusal
        if fault.kind in ("reset", "slow") and not fault.after:
            return fault.spoil(Response(200))
        response = work(call)
        if refusal is not None:
            raise refusal
        return fault.spoil(response)


def struck(faults: List[Fault], call: Call) -> Optional[Fault]:
    """The first fault that meets a call; the others count it all the same."""
    met = [fault for fault in faults if fault.meets(call)]
    return met[0] if met else None


def decoded(service: str, request: Request) -> Any:
    """The operation's name and parameters, by the protocol of the service."""
    if service in FORMS:
        return form.decode(service, request)
    if service == "dynamodb":
        return tables.decode(request)
    if service not in SERVICES:
        raise AWSError("InvalidAction", f"The lab has no service {service!r}.")
    operation, parameters = rest.decode(service, request)
    return operation.name, parameters


def work(call: Call) -> Response:
    """Do what the call asks."""
    if call.service == "dynamodb":
        return tables.answer(call)
    handler = SERVICES[call.service].get(call.operation)
    if handler is None:
        code, status = ("NotImplemented", 501) if call.service == "s3" else ("InvalidAction", 400)
        raise AWSError(code, f"The action {call.operation} is not valid for this web service.", status)
    model = operation_model(call.service, call.operation)
    if model is None:
        raise AWSError("InvalidAction", f"The action {call.operation} is not valid for this web service.")
    check_required(call, model.input_shape.required_members if model.input_shape else [])
    return answers.result(call.service, model, handler(call), call.request_id)


def check_required(call: Call, names: List[str]) -> None:
    """Required members of the model; DLM and S3 check their own."""
    if call.service in FORMS:
        for name in names:
            if name not in call.parameters:
                raise AWSError("MissingParameter", f"The request must contain the parameter {name}")


def guessed_service(request: Request) -> str:
    """The service of a request without a readable signature, for an error in its dialect."""
    target, path = request.header("x-amz-target") or "", request.path
    if target.startswith("DynamoDB"):
        return "dynamodb"
    if path.startswith(("/policies", "/tags/")):
        return "dlm"
    if request.method == "POST" and path == "/":
        versions = {b"Version=2016-11-15": "ec2", b"Version=2014-10-31": "rds", b"Version=2011-06-15": "sts"}
        return next((service for text, service in versions.items() if text in request.body), "sts")
    return "s3"
