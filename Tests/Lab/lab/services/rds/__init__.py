"""RDS and Aurora, kept here because pending values and backup ownership must be AWS's."""

from .clusters import describe_db_clusters, modify_db_cluster
from .instances import describe_db_instance_automated_backups, describe_db_instances
from .modify import modify_db_instance
from .snapshots import create_db_snapshot, describe_db_snapshots

OPERATIONS = {
    "CreateDBSnapshot": create_db_snapshot,
    "DescribeDBClusters": describe_db_clusters,
    "DescribeDBInstanceAutomatedBackups": describe_db_instance_automated_backups,
    "DescribeDBInstances": describe_db_instances,
    "DescribeDBSnapshots": describe_db_snapshots,
    "ModifyDBCluster": modify_db_cluster,
    "ModifyDBInstance": modify_db_instance,
}
