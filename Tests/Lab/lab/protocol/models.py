"""The service models: what operations there are and how their members are called."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Optional

from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel

MODELLED = ("ec2", "rds", "dlm", "s3", "sts", "dynamodb")
READS = re.compile(r"^(Get|List|Describe|Head|Lookup|BatchGet|Query$|Scan$)")


@lru_cache(maxsize=None)
def service_model(service: str) -> ServiceModel:
    """The model of a service named by its signing name."""
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)


def operation_model(service: str, operation: str) -> Optional[OperationModel]:
    """The model of an operation, or None where the service has none of that name."""
    model = service_model(service)
    return model.operation_model(operation) if operation in model.operation_names else None


def is_write(operation: str) -> bool:
    """Whether an operation changes anything, by AWS's naming."""
    return READS.match(operation) is None
