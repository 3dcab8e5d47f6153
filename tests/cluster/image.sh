#!/bin/bash
# image.sh NAME:TAG [DEBIAN PACKAGE...]: makes a container image in the running cluster and puts it in two places:
#   /srv/images/NAME_TAG.sif                           a file, for which no registry is needed
#   docker://127.0.0.1:$CLUSTER_REGISTRY_PORT/NAME:TAG    in the registry, where the cluster has one
# With packages named, the image is the cluster's own Debian release with those installed; with none, it is busybox
# and bash, linked statically: three megabytes, and enough for a task that only needs a shell.
# An image that was made from the same packages before is left alone.
set -euo pipefail
readonly here=$(dirname "${BASH_SOURCE[0]}")
source "$here/settings.sh"

main() {
    local -r reference=$1
    local -r file=/srv/images/$(tr /: __ <<<"$reference").sif
    local -r work=/var/tmp/image.$$ log=$CLUSTER_DIR/image.log
    shift
    if [ -f "$root$file" ] && [ "$(cat "$root$file.packages" 2>/dev/null)" = "$*" ]; then
        return
    fi

    mkdir -p "$root$work" "$root/srv/images"
    if [ $# -gt 0 ]; then
        debian_tree "$work" "$@" >"$log" 2>&1 || { tail -n 5 "$log" >&2; die "cannot install $*"; }
    else
        static_tree "$work" >"$log" 2>&1 || { tail -n 5 "$log" >&2; die 'cannot make a root of busybox'; }
    fi
    # SingularityCE reads gzip only, which takes longer to make.
    local compression='-comp zstd -Xcompression-level 3'
    [ "$CLUSTER_CONTAINERS" = apptainer ] || compression='-comp gzip'
    "$here/inside" bash -euc "$(declare -f pack); pack $work $file $reference $CLUSTER_REGISTRY $CLUSTER_REGISTRY_PORT '$compression'" \
        >>"$log" 2>&1 || { tail -n 5 "$log" >&2; die "cannot make the image $reference"; }
    rm -rf --one-file-system "${root:?}$work"
    echo "$*" >"$root$file.packages"
    echo "$file, docker://127.0.0.1:$CLUSTER_REGISTRY_PORT/$reference"
}

debian_tree() {
    local -r work=$1
    shift
    cp -a "$CLUSTER_DIR/base" "$root$work/tree"
    cp "$root"/etc/apt/apt.conf.d/9*cluster "$root$work/tree/etc/apt/apt.conf.d/"
    cp "$root/etc/resolv.conf" "$root$work/tree/etc/"
    "$here/inside" chroot "$work/tree" bash -euc "
        export DEBIAN_FRONTEND=noninteractive
        apt-get -qq update
        apt-get -qq install -y $*
        rm -rf /var/cache/apt/* /var/lib/apt/lists/* /var/log/* /usr/share/doc /usr/share/man /usr/share/locale /usr/share/info" \
        </dev/null
}

static_tree() {
    "$here/inside" bash -euc "
        mkdir -p $1/tree && cd $1/tree
        mkdir -p bin etc tmp proc sys dev root var/tmp home
        chmod 1777 tmp var/tmp
        cp \$(command -v busybox) bin/busybox
        for name in \$(busybox --list); do [ \$name = busybox ] || ln -sf busybox bin/\$name; done
        cp /bin/bash-static bin/bash
        echo root:x:0:0:root:/root:/bin/sh >etc/passwd
        echo root:x:0: >etc/group"
}

# pack WORK FILE REFERENCE REGISTRY PORT COMPRESSION: runs inside.
pack() {
    cd "$1"
    apptainer --quiet build --force --mksquashfs-args "$6" "$2" tree
    if [ "$4" = yes ]; then
        umoci init --layout oci
        umoci new --image oci:latest
        umoci config --image oci:latest --config.cmd /bin/sh \
            --config.env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        umoci insert --image oci:latest tree /
        skopeo copy --quiet --dest-tls-verify=false oci:oci:latest "docker://127.0.0.1:$5/$3"
    fi
}

main "$@"
