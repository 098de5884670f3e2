"""AWS's protocols, driven by the service models that botocore carries."""
