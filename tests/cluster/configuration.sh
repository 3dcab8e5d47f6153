# The configuration of the cluster's daemons as a function of its settings; sourced by up.sh.

# configure VERSION: writes /etc/slurm and what the registry reads. VERSION is Slurm's, such as 26.05.
configure() {
    local -r version=$(awk -F. '{ print $1 * 100 + $2 }' <<<"$1")
    mkdir -p "$root/etc/slurm" "$root/var/log/slurm" "$root/var/spool/slurmctld"
    slurm_conf "$version" >"$root/etc/slurm/slurm.conf"
    cgroup_conf "$version" >"$root/etc/slurm/cgroup.conf"
    gres_conf >"$root/etc/slurm/gres.conf"
    if [ "$CLUSTER_ACCOUNTING" = slurmdbd ]; then
        slurmdbd_conf >"$root/etc/slurm/slurmdbd.conf"
        chmod 600 "$root/etc/slurm/slurmdbd.conf"
    fi
    if [ "$CLUSTER_REGISTRY" = yes ]; then
        mkdir -p "$root/var/lib/docker-registry" "$root/etc/containers/registries.conf.d"
        registry_yml >"$root/etc/registry.yml"
        insecure_registry >"$root/etc/containers/registries.conf.d/loopback.conf"
    fi
}

slurm_conf() {
    local -r version=$1
    cat <<END
ClusterName=test
SlurmctldHost=$host_name(127.0.0.1)
SlurmctldPort=$CLUSTER_CONTROLLER_PORT
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
StateSaveLocation=/var/spool/slurmctld
SlurmdSpoolDir=/var/spool/slurmd-%n
SlurmctldPidFile=/run/slurmctld.pid
SlurmdPidFile=/run/slurmd-%n.pid
SlurmctldLogFile=/var/log/slurm/slurmctld.log
SlurmdLogFile=/var/log/slurm/slurmd-%n.log
JobAcctGatherFrequency=1
# What makes a small cluster answer at once instead of in Slurm's usual rhythm of seconds.
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=2,bf_interval=1,bf_continue,defer_batch
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
ReturnToService=2
MpiDefault=none
GresTypes=gpu
Licenses=matlab:4
SlurmdParameters=config_overrides
MinJobAge=$CLUSTER_MIN_JOB_AGE
SlurmdTimeout=$CLUSTER_NODE_TIMEOUT
KillWait=5
OverTimeLimit=0
MaxArraySize=10001
MaxJobCount=50000
END
    if [ "$CLUSTER_CGROUP" = none ]; then
        echo 'ProctrackType=proctrack/linuxproc'
        echo 'TaskPlugin=task/none'
        echo 'JobAcctGatherType=jobacct_gather/linux'
        echo 'JobAcctGatherParams=OverMemoryKill'
    else
        echo 'ProctrackType=proctrack/cgroup'
        echo 'TaskPlugin=task/cgroup'
        echo 'JobAcctGatherType=jobacct_gather/cgroup'
    fi
    accounting "$version"
    nodes
    partitions
    echo "$CLUSTER_EXTRA"
}

accounting() {
    if [ "$CLUSTER_ACCOUNTING" = slurmdbd ]; then
        echo 'AccountingStorageType=accounting_storage/slurmdbd'
        echo 'AccountingStorageHost=127.0.0.1'
        echo "AccountingStoragePort=$CLUSTER_DATABASE_PORT"
        echo 'AccountingStorageTRES=gres/gpu'
        [ -z "$CLUSTER_ENFORCE" ] || echo "AccountingStorageEnforce=$CLUSTER_ENFORCE"
    elif [ "$1" -lt 2311 ]; then
        echo 'AccountingStorageType=accounting_storage/none'     # from 23.11 on, unset means none
    fi
}

nodes() {
    local i extra
    for ((i = 1; i <= CLUSTER_NODES; i++)); do
        case $i in
            2) extra='Feature=std,gpu Gres=gpu:tesla:2' ;;
            3) extra='Feature=std,gpu,big Gres=gpu:a100:4' ;;
            *) extra='Feature=std' ;;
        esac
        echo "NodeName=n$i NodeHostname=$host_name NodeAddr=127.0.0.1 Port=$((CLUSTER_NODE_PORT + i - 1))" \
            "CPUs=$CLUSTER_CPUS RealMemory=$CLUSTER_MEMORY_MIB $extra State=UNKNOWN"
    done
}

# LLN: the least loaded node is taken first, so that few jobs are spread over several nodes, as on a busy cluster.
# The node of `bare` is one where the site's software is not mounted: see up.sh.
partitions() {
    echo "PartitionName=normal Nodes=n[1-$CLUSTER_NODES] Default=YES MaxTime=INFINITE PriorityTier=10 LLN=YES State=UP"
    echo 'PartitionName=short Nodes=n1 MaxTime=60 PriorityTier=10 State=UP'
    echo "PartitionName=gpu Nodes=n[2-$((CLUSTER_NODES < 3 ? CLUSTER_NODES : 3))] PriorityTier=10 State=UP"
    echo "PartitionName=bare Nodes=n$CLUSTER_NODES PriorityTier=10 State=UP"
    echo "PartitionName=low Nodes=n[1-$CLUSTER_NODES] PriorityTier=1 PreemptMode=REQUEUE State=UP"
    echo "PartitionName=high Nodes=n[1-$CLUSTER_NODES] PriorityTier=100 PreemptMode=OFF State=UP"
    echo 'PartitionName=closed Nodes=n1 State=DOWN'
}

cgroup_conf() {
    if [ "$CLUSTER_CGROUP" = none ]; then
        if [ "$1" -ge 2302 ]; then
            echo 'CgroupPlugin=disabled'                         # or slurmd insists on a cgroup mount
        elif [ "$1" -ge 2200 ]; then
            echo 'CgroupPlugin=cgroup/v1'                        # or slurmd looks for a mount to tell which; none is used
        fi
        return
    fi
    echo 'ConstrainRAMSpace=yes'
    echo 'ConstrainSwapSpace=no'
    echo 'ConstrainCores=no'                                     # the nodes claim more CPUs than there are
    echo 'ConstrainDevices=no'
    echo 'AllowedRAMSpace=100'
    if [ "$1" -ge 2200 ]; then
        echo "CgroupPlugin=cgroup/$CLUSTER_CGROUP"
    else
        echo 'CgroupMountpoint=/sys/fs/cgroup'
    fi
    [ "$CLUSTER_CGROUP" != v2 ] || echo 'IgnoreSystemd=yes'
}

gres_conf() {
    [ "$CLUSTER_NODES" -lt 2 ] || echo 'NodeName=n2 Name=gpu Type=tesla File=/dev/fake-gpu[0-1]'
    [ "$CLUSTER_NODES" -lt 3 ] || echo 'NodeName=n3 Name=gpu Type=a100 File=/dev/fake-gpu[2-5]'
}

slurmdbd_conf() {
    cat <<END
AuthType=auth/munge
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$CLUSTER_DATABASE_PORT
SlurmUser=root
LogFile=/var/log/slurm/slurmdbd.log
PidFile=/run/slurmdbd.pid
StorageType=accounting_storage/mysql
StorageHost=localhost
StorageUser=root
StorageLoc=slurm_acct_db
END
}

registry_yml() {
    cat <<END
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: /var/lib/docker-registry}, delete: {enabled: true}}
http: {addr: 127.0.0.1:$CLUSTER_REGISTRY_PORT}
END
}

insecure_registry() {
    cat <<END
[[registry]]
location = "127.0.0.1:$CLUSTER_REGISTRY_PORT"
insecure = true
END
}
