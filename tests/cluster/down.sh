#!/bin/bash
# down.sh [--purge]: stops the cluster at $CLUSTER_DIR; with --purge removes what was built there, too.
# Ends the cluster's own processes only: its first one, with which the kernel ends every process and mount inside.
set -euo pipefail
readonly here=$(dirname "${BASH_SOURCE[0]}")
source "$here/settings.sh"

main() {
    local process
    [ "$(id -u)" = 0 ] || die 'must be root'
    [ -d "$CLUSTER_DIR" ] || return 0

    if process=$(init_process); then
        # The controller and the database write down what they know when they are asked to end.
        timeout 30 "$here/inside" bash -c '
            end() { [ -s "$1" ] && kill "$(cat "$1")" && timeout 10 tail --pid="$(cat "$1")" -f /dev/null; }
            end /run/slurmctld.pid; end /run/slurmdbd.pid; end /run/mysqld/mariadbd.pid' >/dev/null 2>&1 || true
        kill -KILL "$process"
        while [ -e "/proc/$process/ns" ]; do
            sleep 0.1
        done
    fi
    rm -f "$CLUSTER_DIR/init.pid"
    remove_cgroups
    if grep -q " $CLUSTER_DIR/" /proc/mounts; then
        die "mounts are left: $(grep " $CLUSTER_DIR/" /proc/mounts)"
    fi

    if [ "${1:-}" = --purge ]; then
        rm -rf --one-file-system "$CLUSTER_DIR"
        echo "removed $CLUSTER_DIR"
    else
        echo "stopped $CLUSTER_DIR"
    fi
}

# A cgroup can be removed once the kernel has reaped what was in it, which takes a moment.
remove_cgroups() {
    local directory tries
    for directory in /sys/fs/cgroup/*/"$cgroup_name" "/sys/fs/cgroup/$cgroup_name"; do
        for ((tries = 0; tries < 10; tries++)); do
            [ -d "$directory" ] || break
            find "$directory" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.2
        done
    done
}

main "$@"
