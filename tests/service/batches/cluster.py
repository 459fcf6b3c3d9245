"""A Ray cluster of two nodes on this machine, for tests that take one away: the port of its head is the argument.

Says ``ready`` once both nodes are up, removes the second one at the line ``remove``, and ends with its input.
"""

import sys

from ray.cluster_utils import Cluster


def main() -> None:
    """Start, obey, stop."""
    head = {"num_cpus": 1, "include_dashboard": False, "ray_client_server_port": int(sys.argv[1])}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    second = cluster.add_node(num_cpus=1)
    print("ready", flush=True)  # noqa: T201 (to the test)
    for line in sys.stdin:
        if line.strip() == "remove":
            cluster.remove_node(second, allow_graceful=False)
            print("removed", flush=True)  # noqa: T201
    cluster.shutdown()


if __name__ == "__main__":
    main()
