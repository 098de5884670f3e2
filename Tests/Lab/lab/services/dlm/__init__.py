"""Data Lifecycle Manager: all eight operations, with its own rules."""

from .policies import (
    create_lifecycle_policy,
    delete_lifecycle_policy,
    get_lifecycle_policies,
    get_lifecycle_policy,
    update_lifecycle_policy,
)
from .tags import list_tags_for_resource, tag_resource, untag_resource

OPERATIONS = {
    "CreateLifecyclePolicy": create_lifecycle_policy,
    "DeleteLifecyclePolicy": delete_lifecycle_policy,
    "GetLifecyclePolicies": get_lifecycle_policies,
    "GetLifecyclePolicy": get_lifecycle_policy,
    "ListTagsForResource": list_tags_for_resource,
    "TagResource": tag_resource,
    "UntagResource": untag_resource,
    "UpdateLifecyclePolicy": update_lifecycle_policy,
}
