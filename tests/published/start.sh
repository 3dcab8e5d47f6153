# How the published binary starts where a static program has its traps: with no files, no libraries, no streams,
# little memory, and with a name service switch that names modules.

expect_version() {
    expect_status 0
    expect_match stdout '^sprocket [0-9]+\.[0-9]+\.[0-9]+$'
    expect_equal "$(cat stderr)" ''
}

# in_root DIRECTORY COMMAND...: runs COMMAND with DIRECTORY as its root and nothing in its environment.
in_root() {
    local -r directory=$1
    shift
    if [ "$(id -u)" = 0 ]; then
        env -i "$(PATH=$PATH:/usr/sbin command -v chroot)" "$directory" "$@"
    else
        env -i "$(command -v unshare)" --user --map-root-user /usr/sbin/chroot "$directory" "$@"
    fi
}

require_namespaces() {
    unshare --mount --user --map-root-user true 2>/dev/null || skip 'this user may not make a mount namespace'
}

test_it_says_its_version() {
    run sprocket --version

    expect_version
}

test_it_asks_for_no_library() {
    run readelf --wide --program-headers --dynamic "$binary"

    expect_status 0
    expect_not_in stdout INTERP
    expect_not_in stdout NEEDED
}

test_it_starts_in_an_empty_root() {
    [ "$(id -u)" = 0 ] || require_namespaces
    mkdir root
    cp "$binary" root/sprocket

    run in_root root /sprocket --version

    expect_version
}

test_it_says_what_is_wrong_in_an_empty_root() {
    [ "$(id -u)" = 0 ] || require_namespaces
    mkdir root
    cp "$binary" root/sprocket

    run in_root root /sprocket run missing.wdl

    expect_status 2
    expect_one_screen stderr
}

test_it_starts_with_an_empty_environment() {
    run env -i "$binary" --version

    expect_version
}

test_it_starts_with_its_input_closed() {
    run sprocket --version <&-

    expect_version
}

test_it_starts_with_all_its_streams_closed() {
    status=0
    "$binary" --version <&- >&- 2>&- || status=$?

    expect_equal "$status" 0
}

test_it_starts_with_little_address_space() {
    limited() {
        ulimit -v 600000
        sprocket --version
    }

    run limited

    expect_version
}

test_it_starts_with_a_small_stack() {
    limited() {
        ulimit -s 256
        sprocket --version
    }

    run limited

    expect_version
}

test_a_reader_that_went_away_is_no_crash() {
    local -a codes
    { sleep 0.2; sprocket --version 2>stderr; } | true
    codes=("${PIPESTATUS[@]}")

    expect_equal "$(cat stderr)" ''
    expect_equal "${codes[0]}" 0
}

test_a_full_disk_is_said_in_a_line() {
    full() {
        sprocket --version >/dev/full
    }

    run full

    expect_status 3
    expect_in stderr 'error[CLI0006]'
    expect_in stderr 'standard output: No space left on device'
    expect_one_screen stderr
}

test_a_mistake_that_cannot_be_written_is_no_crash() {
    full() {
        sprocket rum 2>/dev/full
    }

    run full

    expect_status 2
}

test_a_run_whose_log_is_full_goes_on() {
    printf 'version 1.2\ntask t { command <<< echo done >>> output { String s = read_string(stdout()) } }\n' >t.wdl
    full() {
        timeout 60 "$binary" run t.wdl 2>/dev/full
    }

    run full

    expect_status 0
    expect_json stdout '."t.s"' 'done'
}

test_a_current_directory_that_was_removed_is_said_in_a_line() {
    removed() (
        mkdir removed
        cd removed
        rmdir ../removed
        sprocket "$@"
    )
    local -a command
    for command in 'run wf.wdl' check 'config resolve'; do
        run removed $command

        expect_status 3
        expect_in stderr 'error[CLI0007]'
        expect_one_screen stderr
    done
}

# A module that the switch names is loaded into a static process together with a second C library, and that ends in
# a segmentation fault: unless nothing is looked up, or the switch is overruled.
# under_name_services ROOT ARGUMENT...: runs the binary below ROOT, where the switch names several.
under_name_services() {
    unshare --mount --user --map-root-user bash -euc '
        root=$1 binary=$2
        shift 2
        printf "%s: compat hesiod missing files\n" passwd group hosts >nsswitch
        mount --bind nsswitch "$root/etc/nsswitch.conf"
        mount -t tmpfs none "$root/mnt"
        cp "$binary" "$root/mnt/sprocket"
        exec chroot "$root" env -i /mnt/sprocket "$@"' bash "$1" "$binary" "${@:2}"
}

test_it_starts_where_the_name_service_names_modules() {
    require_namespaces

    run under_name_services / --version

    expect_version
}

test_it_needs_no_home_where_the_name_service_names_modules() {
    require_namespaces

    run under_name_services / run /missing.wdl

    expect_status 2
    expect_one_screen stderr
}

test_it_starts_under_the_name_service_of_a_newer_distribution() {
    local -r root=${CLUSTER_DIR:-/tmp/sprocket-cluster}/base
    [ -f "$root/../root.built" ] || skip 'the root of the test cluster is not built'
    require_namespaces

    run under_name_services "$root" run /missing.wdl

    expect_status 2
    expect_one_screen stderr
}
