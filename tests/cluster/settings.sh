# Settings of the test cluster, sourced by the scripts beside it; each can be set in the environment.
# Two clusters can run side by side when their directories and ports differ.
set -a
: "${CLUSTER_DIR:=/tmp/sprocket-cluster}"     # where everything lives; what was built there is used again
: "${CLUSTER_SUITE:=sid}"                     # the Debian release: sid has Slurm 26.05 and Apptainer; trixie (24.11),
                                              # bookworm (22.05) and bullseye (20.11) have no Apptainer: Slurm only
: "${CLUSTER_CONTAINERS:=apptainer}"           # apptainer | singularity: SingularityCE with its setuid program; as Debian
                                              # has none, that of Ubuntu 26.04; images are still made with Apptainer
: "${CLUSTER_UBUNTU_MIRROR:=}"                # where that is fetched from
: "${CLUSTER_NODES:=4}"                       # virtual nodes, n1 and up
: "${CLUSTER_CPUS:=8}"                        # CPUs that each node claims to have
: "${CLUSTER_MEMORY_MIB:=16000}"              # memory that each node claims to have
: "${CLUSTER_CONTROLLER_PORT:=26817}"
: "${CLUSTER_NODE_PORT:=37001}"               # that of the first node; the others follow
: "${CLUSTER_DATABASE_PORT:=26819}"
: "${CLUSTER_REGISTRY_PORT:=25000}"
: "${CLUSTER_ACCOUNTING:=slurmdbd}"           # slurmdbd | none: a site without sacct
: "${CLUSTER_ENFORCE:=associations,limits,qos}"  # AccountingStorageEnforce; nothing where there are no accounts
: "${CLUSTER_CGROUP:=auto}"                   # auto | v1 | v2 | none: what enforces memory limits
: "${CLUSTER_REGISTRY:=auto}"                 # auto | yes | no: an OCI registry, with skopeo and umoci
: "${CLUSTER_MIN_JOB_AGE:=300}"               # seconds for which squeue still shows an ended job
: "${CLUSTER_NODE_TIMEOUT:=20}"               # seconds after which a silent node is down; Slurm's default is 300
: "${CLUSTER_EXTRA:=}"                        # more lines for slurm.conf
: "${CLUSTER_BIND:=}"                         # host directories to show inside at the same path
: "${CLUSTER_PACKAGES:=}"                     # more Debian packages to install inside
: "${CLUSTER_MIRROR:=}"                       # the Debian mirror; empty is the one in this machine's apt sources
set +a

readonly root=$CLUSTER_DIR/root               # the private root; what is inside the cluster sees it as /
readonly host_name=slurm-host                 # all virtual nodes are this one host
readonly cgroup_name=${CLUSTER_DIR##*/}       # each cluster has its own subtree, so that node names can repeat

if [ "$CLUSTER_REGISTRY" = auto ]; then
    CLUSTER_REGISTRY=no
    [ "$CLUSTER_SUITE" != sid ] || CLUSTER_REGISTRY=yes
fi

if [ "$CLUSTER_CGROUP" = auto ]; then
    if grep -qE ' cgroup [^ ]*\bmemory\b' /proc/mounts && grep -qE ' cgroup [^ ]*\bfreezer\b' /proc/mounts; then
        CLUSTER_CGROUP=v1
    elif grep -qsw memory /sys/fs/cgroup/cgroup.controllers; then
        CLUSTER_CGROUP=v2
    else
        CLUSTER_CGROUP=none
    fi
fi

die() {
    echo "${0##*/}: $*" >&2
    exit 1
}

# init_process: the pid, seen from the host, of the cluster's first process; fails when the cluster is not up.
init_process() {
    local process
    process=$(cat "$CLUSTER_DIR/init.pid" 2>/dev/null) || return 1
    [ "$(cat "/proc/$process/root/etc/cluster" 2>/dev/null)" = "$CLUSTER_DIR" ] || return 1
    echo "$process"
}

# hand_on DIRECTORY: lets the children of a v2 cgroup have the controllers, those that there are.
hand_on() {
    local controller
    for controller in cpu memory pids cpuset io; do
        echo "+$controller" >"$1/cgroup.subtree_control" 2>/dev/null || true
    done
}
