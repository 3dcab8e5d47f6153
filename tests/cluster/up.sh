#!/bin/bash
# up.sh: builds and starts a Slurm cluster with Apptainer on this one machine, for tests.
#
# Needs root, Debian or Ubuntu with apt, and no systemd. The first time takes minutes, most of them downloads;
# what is built stays in $CLUSTER_DIR, and starting it again takes seconds. What is already built, configured or
# running is left alone; to apply a changed setting to a running cluster, run down.sh first.
#
#   ./up.sh                          prints one line a step
#   ./inside COMMAND...              runs COMMAND inside as root
#   ./as alice 'sbatch job.sh'       runs a shell line inside as an ordinary user
#   ./image.sh NAME:TAG PACKAGE...   makes a container image there
#   ./down.sh [--purge]              stops it
#
# Everything lives in a private root, made by debootstrap and entered through namespaces (namespace.sh). The network
# is the host's, loopback only, hence the ports among the settings (settings.sh).
set -euo pipefail
readonly here=$(dirname "${BASH_SOURCE[0]}")
source "$here/settings.sh"
source "$here/configuration.sh"

main() {
    [ "$(id -u)" = 0 ] || die 'must be root'
    mkdir -p "$CLUSTER_DIR"
    exec {lock}>"$CLUSTER_DIR/lock"
    flock "$lock"

    install_host_tools
    build_root
    start_namespaces
    install_packages
    add_users
    configure "$(slurm_version)"
    exec {lock}>&-                      # or the daemons would inherit it
    start_munge
    if [ "$CLUSTER_ACCOUNTING" = slurmdbd ]; then
        start_database
        start_accounting
    fi
    start_controller
    start_nodes
    if [ "$CLUSTER_REGISTRY" = yes ]; then
        start_registry
    fi
    run_first_job
}

step() {
    printf '%4ds  %s\n' "$SECONDS" "$*"
}

inside() {
    "$here/inside" "$@"
}

# wait_for SECONDS COMMAND...: whether COMMAND succeeds within that time.
wait_for() {
    local -r end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.2
    done
}

# is_alive PIDFILE: whether the daemon inside that wrote PIDFILE still runs.
is_alive() {
    inside bash -c '[ -s "$1" ] && kill -0 "$(cat "$1")"' bash "$1" 2>/dev/null
}

install_host_tools() {
    local -a missing=()
    command -v debootstrap >/dev/null || missing+=(debootstrap)
    command -v nsenter unshare setpriv >/dev/null || missing+=(util-linux)
    [ ${#missing[@]} -gt 0 ] || return 0
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null
    step "installed here: ${missing[*]}"
}

# The base is kept apart from the root that is made of it, since images are made of it, too.
build_root() {
    local -r mirror=${CLUSTER_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -n 1)}
    local -r log=$CLUSTER_DIR/debootstrap.log
    if [ ! -f "$CLUSTER_DIR/root.built" ]; then
        rm -rf --one-file-system "$CLUSTER_DIR/base" "$root"
        debootstrap --variant=minbase "$CLUSTER_SUITE" "$CLUSTER_DIR/base" "$mirror" >"$log" 2>&1 ||
            { tail -n 5 "$log" >&2; die 'debootstrap failed'; }
        printf '#!/bin/sh\nexit 101\n' >"$CLUSTER_DIR/base/usr/sbin/policy-rc.d"     # packages start no daemon
        chmod 755 "$CLUSTER_DIR/base/usr/sbin/policy-rc.d"
        echo force-unsafe-io >"$CLUSTER_DIR/base/etc/dpkg/dpkg.cfg.d/unsafe-io"
        cp -a "$CLUSTER_DIR/base" "$root"
        echo "$mirror" >"$CLUSTER_DIR/root.built"
        step "a root of Debian $CLUSTER_SUITE"
    fi
    {
        echo 'Acquire::Check-Valid-Until "false";'       # sid's index can be older than it says it may be
        echo 'Acquire::Languages "none";'
        echo 'APT::Install-Recommends "false";'
        echo 'Dpkg::Use-Pty "0";'
    } >"$root/etc/apt/apt.conf.d/99cluster"
    proxies >"$root/etc/apt/apt.conf.d/98cluster"
    cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
    grep -qsw "$host_name" "$root/etc/hosts" || echo "127.0.0.1 localhost $host_name" >>"$root/etc/hosts"
    echo "$CLUSTER_DIR" >"$root/etc/cluster"
}

proxies() {
    local name
    for name in http_proxy https_proxy; do
        [ -z "${!name:-}" ] || echo "Acquire::${name%_proxy}::Proxy \"${!name}\";"
    done
}

start_namespaces() {
    local outer child
    ! init_process >/dev/null || return 0
    setsid bash "$here/namespace.sh" </dev/null >"$CLUSTER_DIR/namespace.log" 2>&1 {lock}>&- &
    outer=$!
    # `unshare --fork` stays outside; its child is the first process inside, ready once it has entered its tree.
    find_child() {
        for child in $(cat "/proc/$outer/task/$outer/children" 2>/dev/null); do
            [ -e "/proc/$child/root/run/ready" ] && [ "$(cat "/proc/$child/root/etc/cluster")" = "$CLUSTER_DIR" ] &&
                echo "$child" >"$CLUSTER_DIR/init.pid" && return
        done
        return 1
    }
    wait_for 10 find_child || { cat "$CLUSTER_DIR/namespace.log" >&2; die 'the namespaces did not start'; }
    if [ "$CLUSTER_CGROUP" = v2 ]; then
        # No process may sit in a cgroup that hands on controllers, so the outer one moves, too.
        echo "$outer" >"/sys/fs/cgroup/$cgroup_name/init/cgroup.procs"
        hand_on "/sys/fs/cgroup/$cgroup_name"
    fi
    step "namespaces, cgroup $CLUSTER_CGROUP"
}

install_packages() {
    local -r log=$CLUSTER_DIR/apt.log
    local database=
    local -a packages=(munge slurmctld slurmd slurm-client slurm-wlm-basic-plugins procps psmisc less
        busybox-static bash-static jq)
    if [ "$CLUSTER_SUITE" = sid ]; then
        packages+=(apptainer squashfuse fuse2fs fuse-overlayfs squashfs-tools uidmap)
    fi
    if [ "$CLUSTER_ACCOUNTING" = slurmdbd ]; then
        [ "$CLUSTER_SUITE" != bullseye ] || database=-10.5
        packages+=(slurmdbd "mariadb-server-core$database" "mariadb-client-core$database")
    fi
    if [ "$CLUSTER_REGISTRY" = yes ]; then
        packages+=(docker-registry skopeo umoci ca-certificates curl)
    fi
    if [ "$CLUSTER_CONTAINERS" = singularity ]; then
        add_ubuntu
        packages+=(singularity-container)
    fi
    packages+=($CLUSTER_PACKAGES)

    [ "$(cat "$CLUSTER_DIR/packages" 2>/dev/null)" != "${packages[*]}" ] || return 0
    inside env DEBIAN_FRONTEND=noninteractive bash -c "apt-get -qq update && apt-get -qq install -y ${packages[*]}" \
        </dev/null >"$log" 2>&1 || { tail -n 15 "$log" >&2; die 'apt-get failed'; }
    inside apt-get clean
    echo "${packages[*]}" >"$CLUSTER_DIR/packages"
    step "packages, $(du -sxm "$root" | cut -f 1) MB"
}

# Only what is asked for by name comes from there.
add_ubuntu() {
    local -r pin=$root/etc/apt/preferences.d/ubuntu
    [ ! -e "$pin" ] || return 0
    [ -n "$CLUSTER_UBUNTU_MIRROR" ] || die 'set CLUSTER_UBUNTU_MIRROR to a mirror of Ubuntu, which has SingularityCE'
    inside env DEBIAN_FRONTEND=noninteractive bash -c 'apt-get -qq update && apt-get -qq install -y ubuntu-archive-keyring' \
        </dev/null >"$CLUSTER_DIR/apt.log" 2>&1 || die 'cannot get the keys of Ubuntu'
    echo "deb [signed-by=/usr/share/keyrings/ubuntu-archive-keyring.gpg] $CLUSTER_UBUNTU_MIRROR resolute universe" \
        >"$root/etc/apt/sources.list.d/ubuntu.list"
    # It shares pages of the manual with Debian's Apptainer.
    echo force-overwrite >"$root/etc/dpkg/dpkg.cfg.d/singularity"
    printf 'Package: *\nPin: release o=Ubuntu\nPin-Priority: -1\n\nPackage: singularity-container\nPin: release o=Ubuntu\nPin-Priority: 500\n' >"$pin"
}

add_users() {
    local i=1000 user
    for user in alice bob; do
        inside id "$user" >/dev/null 2>&1 || inside useradd --create-home --uid "$i" --shell /bin/bash "$user"
        i=$((i + 1))
    done
    sed -i '/^bob:/d' "$root/etc/subuid" "$root/etc/subgid"      # bob is a user without subordinate ids
}

slurm_version() {
    inside slurmctld -V | sed 's/.* //'
}

start_munge() {
    ! is_alive /run/munge/munged.pid || return 0
    inside --daemon bash -euc '
        [ -s /etc/munge/munge.key ] || dd if=/dev/urandom of=/etc/munge/munge.key bs=1024 count=1 status=none
        chown -R munge:munge /etc/munge /var/lib/munge /var/log/munge /run/munge
        chmod 400 /etc/munge/munge.key
        chmod 755 /run/munge
        exec setpriv --reuid munge --regid munge --clear-groups munged --force' >/dev/null 2>&1
    wait_for 5 inside sh -c 'munge -n | unmunge' || die 'munged does not answer'
    step munged
}

start_database() {
    local -r log=$CLUSTER_DIR/mariadb.log
    ! is_alive /run/mysqld/mariadbd.pid || return 0
    # A data directory of its own, and a socket only. The link is for the libmariadb of sid, which looks there.
    # Slurm needs snapshot isolation off: https://slurm.schedmd.com/accounting.html#mysql-configuration
    inside --daemon bash -euc '
        id mysql >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin mysql
        mkdir -p /run/mysqld /run/mariadbd /var/lib/cluster-database
        chown mysql:mysql /run/mysqld /var/lib/cluster-database
        ln -sf /run/mysqld/mysqld.sock /run/mariadbd/
        [ -d /var/lib/cluster-database/mysql ] || mariadb-install-db --no-defaults --user=mysql \
            --datadir=/var/lib/cluster-database --skip-test-db --auth-root-authentication-method=socket
        exec setsid mariadbd --no-defaults --user=mysql --datadir=/var/lib/cluster-database --skip-networking \
            --socket=/run/mysqld/mysqld.sock --pid-file=/run/mysqld/mariadbd.pid \
            --innodb-buffer-pool-size=64M --innodb-log-file-size=32M --innodb-lock-wait-timeout=900 \
            --innodb-flush-log-at-trx-commit=2 --loose-innodb-snapshot-isolation=OFF --performance-schema=off' \
        </dev/null >"$log" 2>&1 &
    wait_for 40 inside mariadb -e 'select 1' || { tail -n 5 "$log" >&2; die 'mariadbd does not answer'; }
    inside mariadb -e 'create database if not exists slurm_acct_db'
    step mariadbd
}

start_accounting() {
    local libraries
    if ! is_alive /run/slurmdbd.pid; then
        take_older_client_library
        libraries=$(echo "$root"/opt/libmariadb/usr/lib/*-linux-gnu)
        inside --daemon env LD_LIBRARY_PATH="${libraries#"$root"}" slurmdbd
    fi
    wait_for 40 inside sacctmgr -n show cluster ||
        { tail -n 5 "$root/var/log/slurm/slurmdbd.log" >&2; die 'slurmdbd does not answer'; }
    inside bash -c '
        sacctmgr -nP show cluster format=cluster | grep -qx test || sacctmgr -i add cluster test
        sacctmgr -nP show account format=account | grep -qx lab || sacctmgr -i add account lab cluster=test
        for user in alice bob; do
            sacctmgr -nP show user $user format=user | grep -q . || sacctmgr -i add user $user account=lab
        done
        add_qos() {
            sacctmgr -nP show qos "$1" format=name | grep -q . ||
                { sacctmgr -i add qos "$1" set "${@:2}" && sacctmgr -i modify user alice set "qos+=$1"; }
        }
        add_qos three-submitted MaxSubmitJobsPerUser=3
        add_qos four-submitted MaxSubmitJobsPerUser=4
        add_qos one-runs MaxJobsPerUser=1
        add_qos one-core MaxTRESPerJob=cpu=1
        add_qos one-core-or-refused MaxTRESPerJob=cpu=1 flags=DenyOnLimit' >"$CLUSTER_DIR/sacctmgr.log" 2>&1 || { cat "$CLUSTER_DIR/sacctmgr.log" >&2; die 'sacctmgr failed'; }
    step slurmdbd
}

# The slurmdbd of sid dies on libmariadb3 11.8.9 ("Number of columns in result (=1) set execeeds maxmimum allowed
# number of columns (=0)"); that of trixie works.
take_older_client_library() {
    [ "$CLUSTER_SUITE" = sid ] && [ ! -d "$root/opt/libmariadb" ] || return 0
    echo "deb $(cat "$CLUSTER_DIR/root.built") trixie main" >"$root/etc/apt/sources.list.d/trixie.list"
    printf 'Package: *\nPin: release n=trixie\nPin-Priority: 1\n' >"$root/etc/apt/preferences.d/trixie"
    inside bash -euc '
        apt-get -qq update
        cd /opt
        apt-get -qq download libmariadb3/trixie
        dpkg -x libmariadb3_*.deb /opt/libmariadb
        rm libmariadb3_*.deb' >>"$CLUSTER_DIR/apt.log" 2>&1 || die 'cannot get libmariadb3 of trixie'
}

start_controller() {
    ! is_alive /run/slurmctld.pid || return 0
    # With another kind of accounting than last time, it must take another cluster id.
    [ "$(cat "$CLUSTER_DIR/accounting" 2>/dev/null)" = "$CLUSTER_ACCOUNTING" ] ||
        rm -f "$root/var/spool/slurmctld/clustername"
    echo "$CLUSTER_ACCOUNTING" >"$CLUSTER_DIR/accounting"
    inside --daemon slurmctld
    wait_for 20 inside scontrol ping ||
        { tail -n 5 "$root/var/log/slurm/slurmctld.log" >&2; die 'slurmctld does not answer'; }
    step "slurmctld $(slurm_version)"
}

# /opt/site stands for software that a site mounts on its nodes. The last node lacks it: what runs there finds an
# empty directory, as on a node whose mount failed.
start_nodes() {
    local i
    mkdir -p "$root/opt/site/bin"
    printf '#!/bin/sh\nexec /usr/bin/%s "$@"\n' "$CLUSTER_CONTAINERS" >"$root/opt/site/bin/apptainer"
    chmod 755 "$root/opt/site/bin/apptainer"
    for ((i = 1; i <= CLUSTER_NODES; i++)); do
        ! is_alive "/run/slurmd-n$i.pid" || continue
        mkdir -p "$root/var/spool/slurmd-n$i"
        if [ "$i" -lt "$CLUSTER_NODES" ]; then
            inside --daemon slurmd -N "n$i"
        else
            inside --daemon unshare -m sh -c "mount -t tmpfs none /opt/site && exec slurmd -N n$i"
        fi
    done
    wait_for 40 are_nodes_idle || { inside sinfo -R; inside sinfo; die "not all nodes came up; see $root/var/log/slurm"; }
    step "$CLUSTER_NODES nodes"
}

are_nodes_idle() {
    [ "$(inside sinfo -h -N -o '%t' -p normal | grep -cE '^(idle|mix|alloc)$')" = "$CLUSTER_NODES" ]
}

start_registry() {
    ! inside curl -sf "http://127.0.0.1:$CLUSTER_REGISTRY_PORT/v2/" >/dev/null || return 0
    inside --daemon setsid docker-registry serve /etc/registry.yml </dev/null >"$CLUSTER_DIR/registry.log" 2>&1 &
    wait_for 10 inside curl -sf "http://127.0.0.1:$CLUSTER_REGISTRY_PORT/v2/" || die 'docker-registry does not answer'
    step "docker-registry on 127.0.0.1:$CLUSTER_REGISTRY_PORT"
}

run_first_job() {
    [ "$("$here/as" alice 'timeout 20 srun -Q hostname')" = "$host_name" ] || die 'a first job as alice failed'
    step 'a first job ran'
}

main "$@"
