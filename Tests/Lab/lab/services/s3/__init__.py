"""S3: buckets, their protection, and objects of any age and size."""

from . import buckets, configuration, listing, objects

OPERATIONS = {
    "CreateBucket": buckets.create_bucket,
    "GetBucketLocation": buckets.get_bucket_location,
    "HeadBucket": buckets.head_bucket,
    "ListBuckets": buckets.list_buckets,
    "ListObjectsV2": listing.list_objects_v2,
    "DeleteObject": objects.delete_object,
    "GetObject": objects.get_object,
    "HeadObject": objects.head_object,
    "PutObject": objects.put_object,
    "GetBucketEncryption": configuration.get_bucket_encryption,
    "GetBucketLifecycleConfiguration": configuration.get_bucket_lifecycle_configuration,
    "GetBucketPolicy": configuration.get_bucket_policy,
    "GetBucketVersioning": configuration.get_bucket_versioning,
    "GetPublicAccessBlock": configuration.get_public_access_block,
    "PutBucketEncryption": configuration.put_bucket_encryption,
    "PutBucketLifecycleConfiguration": configuration.put_bucket_lifecycle_configuration,
    "PutBucketPolicy": configuration.put_bucket_policy,
    "PutBucketVersioning": configuration.put_bucket_versioning,
    "PutPublicAccessBlock": configuration.put_public_access_block,
}
