"""The comparison as a script would make it: all production volumes, and which of them no policy targets.

Prints how many there are and how many drift.
"""

from __future__ import annotations

import boto3

WANTED = ("Backup", "Default")


def main() -> None:
    """Ask for the account and all pages, and compare."""
    boto3.client("sts").get_caller_identity()
    pages = boto3.client("ec2").get_paginator("describe_volumes").paginate(
        Filters=[{"Name": "tag:Environment", "Values": ["prod"]}], PaginationConfig={"PageSize": 1_000}
    )
    volumes = 0
    changes = []
    for page in pages:
        for volume in page["Volumes"]:
            volumes += 1
            tags = {tag["Key"]: tag["Value"] for tag in volume.get("Tags", [])}
            if tags.get("Environment") == "prod" and tags.get(WANTED[0]) != WANTED[1]:
                changes.append((volume["VolumeId"], tags.get(WANTED[0]), WANTED[1]))
    changes.sort()
    print(volumes, len(changes))


if __name__ == "__main__":
    main()
