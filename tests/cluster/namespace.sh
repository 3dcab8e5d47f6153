#!/bin/bash
# namespace.sh: becomes the first process of the cluster. It takes mount, pid, host name and cgroup namespaces of its
# own, with a private /dev, /proc, /run and cgroup tree over the private root, and then only waits. The kernel ends
# every process and mount inside together with it, so that nothing has to be looked for when the cluster goes down.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

readonly v1_controllers='memory cpuset cpu cpuacct freezer devices blkio pids'

main() {
    if [ "${1:-}" = --inside ]; then
        build_tree
        enter_tree
    else
        join_cgroup
        exec unshare -C -m -p -u --fork --propagation private bash "${BASH_SOURCE[0]}" --inside
    fi
}

# What this process is in when it unshares is what the inside sees as the top of each hierarchy.
join_cgroup() {
    local controller directory
    case $CLUSTER_CGROUP in
        v1)
            for controller in $v1_controllers; do
                [ -d "/sys/fs/cgroup/$controller" ] || continue
                directory=/sys/fs/cgroup/$controller/$cgroup_name
                mkdir -p "$directory"
                if [ "$controller" = cpuset ]; then
                    # A new cpuset has no CPU and no memory node, and nothing can run in it.
                    cat "$directory/../cpuset.cpus" >"$directory/cpuset.cpus"
                    cat "$directory/../cpuset.mems" >"$directory/cpuset.mems"
                    echo 1 >"$directory/cgroup.clone_children"
                fi
                echo $$ >"$directory/cgroup.procs"
            done
            ;;
        v2)
            directory=/sys/fs/cgroup/$cgroup_name
            mkdir -p "$directory/init"
            hand_on /sys/fs/cgroup
            echo $$ >"$directory/cgroup.procs"
            ;;
    esac
}

build_tree() {
    local directory
    hostname "$host_name"
    mount --bind "$root" "$root"
    cd "$root"
    mount -t proc proc proc
    mount -t sysfs sysfs sys
    build_dev
    mount -t tmpfs -o mode=755 run run
    mkdir -p run/lock run/munge run/mysqld run/user
    build_cgroup
    for directory in $CLUSTER_BIND; do
        mkdir -p ".$directory"
        mount --rbind "$directory" ".$directory"
    done
}

build_dev() {
    local i
    mount -t tmpfs -o mode=755 dev dev
    mkdir -p dev/pts dev/shm dev/mqueue
    mknod -m 666 dev/null c 1 3
    mknod -m 666 dev/zero c 1 5
    mknod -m 666 dev/full c 1 7
    mknod -m 666 dev/random c 1 8
    mknod -m 666 dev/urandom c 1 9
    mknod -m 666 dev/tty c 5 0
    mknod -m 666 dev/fuse c 10 229
    for ((i = 0; i < 8; i++)); do
        mknod -m 666 "dev/fake-gpu$i" c 1 3     # Slurm takes any character device for a GPU
    done
    # With them, what is installed setuid mounts images as the kernel does.
    mknod -m 660 dev/loop-control c 10 237
    for ((i = 0; i < 32; i++)); do
        mknod -m 660 "dev/loop$i" b 7 "$i"
    done
    mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts dev/pts
    ln -s pts/ptmx dev/ptmx
    ln -s /proc/self/fd dev/fd
    ln -s /proc/self/fd/0 dev/stdin
    ln -s /proc/self/fd/1 dev/stdout
    ln -s /proc/self/fd/2 dev/stderr
    mount -t tmpfs -o mode=1777 shm dev/shm
}

build_cgroup() {
    local controller
    case $CLUSTER_CGROUP in
        v1)
            mount -t tmpfs -o mode=755 cgroup sys/fs/cgroup
            for controller in $v1_controllers; do
                [ -d "/sys/fs/cgroup/$controller" ] || continue
                mkdir "sys/fs/cgroup/$controller"
                mount -t cgroup -o "$controller" cgroup "sys/fs/cgroup/$controller"
            done
            ;;
        v2)
            mount -t cgroup2 cgroup2 sys/fs/cgroup
            echo 1 >sys/fs/cgroup/init/cgroup.procs
            ;;
    esac
}

enter_tree() {
    mkdir -p .old
    pivot_root . .old
    umount -l /.old
    rmdir /.old
    : >/run/ready
    # Reaps what its daemons leave behind; perl is in every Debian root.
    exec perl -e '$SIG{CHLD} = "IGNORE"; sleep 3600 while 1'
}

main "$@"
