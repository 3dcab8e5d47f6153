# Where images come from, that each is pulled once, and what is said when one cannot be had.
source "$repository/tests/cluster/library.sh"

# A pull counts itself in the file that $PULLS names, and is otherwise what it would be.
counting_runtime() {
    mkdir -p bin
    cat >bin/apptainer <<END
#!/bin/sh
for argument; do
    [ "\$argument" != pull ] || echo "\$PPID" >>"\$PULLS"
done
exec /usr/bin/$CLUSTER_CONTAINERS "\$@"
END
    chmod 755 bin/apptainer
}

# push NAME: the shell image in the registry once more, under a name of this scenario's own, which is printed.
push() {
    local -r name=$(tr A-Z a-z <<<"${work##*/}")/$1
    inside skopeo copy -q --src-tls-verify=false --dest-tls-verify=false "$shell_image_in_registry" \
        "docker://127.0.0.1:$CLUSTER_REGISTRY_PORT/$name" >&2
    echo "127.0.0.1:$CLUSTER_REGISTRY_PORT/$name"
}

digest_of() {
    inside skopeo inspect --tls-verify=false --format '{{.Digest}}' "docker://$1"
}

digest_of_file() {
    echo "sha256:$(sha256sum "$1" | cut -d ' ' -f 1)"
}

# requests_for NAME KIND: how often the registry was asked for KIND (manifests or blobs) of an image.
requests_for() {
    grep -cE "\"GET /v2/${1#*/}/$2/[^ ]* " "$CLUSTER_DIR/registry.log" || true
}

scatter() {
    cat >scatter.wdl <<END
version 1.2
task one {
    input {
        Int i
    }
    command <<< echo ~{i} >>>
    output {
        Int said = read_int(stdout())
    }
    requirements {
        container: "$1"
        memory: "64 MiB"
    }
}
workflow five {
    scatter (i in range(5)) {
        call one { i }
    }
    output {
        Array[Int] said = one.said
    }
}
END
}

test_twenty_tasks_of_four_runs_pull_an_image_once() {
    local image file digest i
    image=$(push shell)
    config 'apptainer.image_cache_dir = "images"' "apptainer.executable = \"$(inside_path bin/apptainer)\""
    counting_runtime
    scatter "$image"
    : >pulls && chmod 666 pulls

    run as_alice "export PULLS=\$PWD/pulls
        for i in 1 2 3 4; do sprocket run scatter.wdl -o out\$i >stdout\$i & processes=\"\$processes \$!\"; done
        for process in \$processes; do wait \$process || exit 1; done"

    expect_status 0
    for i in 1 2 3 4; do
        expect_json stdout$i '."five.said" | tojson' '[0,1,2,3,4]'
    done
    expect_equal "$(wc -l <pulls)" 1
    expect_equal "$(requests_for "$image" blobs)" 2       # a layer and a configuration
    file=$(echo images/docker/127.0.0.1/*/*/shell/latest.sif)
    digest=$(digest_of "$image")
    # SingularityCE does not say what it pulled.
    [ "$CLUSTER_CONTAINERS" = apptainer ] || digest=$(digest_of_file "$file")
    expect_json "$file.json" .digest "$digest"
    expect_in out1/runs/five/_latest/calls/one-0/attempts/0/apptainer_command "$digest"
    expect_equal "$(find images -name '*.lock' -o -name '*.tmp')" ''
}

inside_path() {
    echo "${PWD#"$root"}/$1"
}

test_an_image_is_pulled_by_a_job_where_the_submitting_machine_is_to_be_spared() {
    local image
    image=$(push shell)
    config 'image_pull = "job"' 'apptainer.image_cache_dir = "images"'
    task 'echo pulled by a job' "container: \"$image\""

    run sprocket run task.wdl

    expect_status 0
    expect_json stdout '."work.said"' 'pulled by a job'
    expect_match stderr "pulling the image .* in job [0-9]+"
    expect_equal "$(jobs_of_scenario '%i' | wc -l)" 2
    [ -f "$(echo images/docker/127.0.0.1/*/*/shell/latest.sif)" ] || fail 'expected the image in the cache'
}

test_a_job_that_pulls_is_cancelled_with_the_run_that_nobody_drives() {
    local image
    image=$(push shell)
    config 'image_pull = "job"' 'sbatch.args = ["--begin=now+1hour"]'
    task 'true' "container: \"$image\""
    start run task.wdl
    wait_until 60 has_job PENDING
    signal KILL
    finish 20

    run sprocket cancel out/runs/work/_latest

    expect_status 0
    expect_in stderr 'run cancelled'
    expect_no_job_left
}

test_a_job_that_cannot_pull_says_why() {
    config 'image_pull = "job"'
    task 'true' "container: \"127.0.0.1:$CLUSTER_REGISTRY_PORT/test/missing:1\""

    run sprocket run task.wdl

    expect_status 1
    expect_in stderr 'the registry has no image of that name and tag'
    expect_match stderr 'node n[1-4]'
    expect_one_screen stderr
}

test_all_images_are_fetched_from_the_start() {
    local -r image=$(push late)
    config
    cat >later.wdl <<END
version 1.2
task first {
    command <<< sleep 5 >>>
    output { String image = "$shell_image" }
    requirements { container: "$shell_image" }
}
task later {
    input { String other }
    command <<< >>>
    requirements { container: "$image" }
}
workflow two {
    call first
    call later { other = first.image }
}
END

    run sprocket run later.wdl

    expect_status 0
    expect_match stderr 'first.* succeeded|first: done'
    sed '/first.* succeeded/,$d; /first: done/,$d' stderr >before
    expect_match before "[0-9] pulling the image"
}

# image_from CONTAINER: a task in that container runs.
image_from() {
    config
    task 'echo "there: $(test -e /.singularity.d && echo inside)"' "container: $1"

    run sprocket run task.wdl

    expect_status 0
    expect_json stdout '."work.said"' 'there: inside'
}

test_an_image_may_be_an_unpacked_directory() {
    as_alice 'apptainer -q build --sandbox sandbox /srv/images/test_shell_1.sif'
    image_from "\"$(inside_path sandbox)\""
}

test_an_image_may_be_an_archive_of_docker() {
    inside skopeo copy -q --src-tls-verify=false "$shell_image_in_registry" "docker-archive:$(inside_path 'an archive.tar'):test/shell:1"
    inside chown alice: "$(inside_path 'an archive.tar')"
    image_from "\"docker-archive:$(inside_path 'an archive.tar'):test/shell:1\""
}

test_an_image_may_be_an_archive_in_the_open_format() {
    inside skopeo copy -q --src-tls-verify=false "$shell_image_in_registry" "oci-archive:$(inside_path oci.tar):v1"
    inside chown alice: "$(inside_path oci.tar)"
    image_from "\"oci-archive:$(inside_path oci.tar):v1\""
}

test_an_image_may_be_a_tag_of_a_layout() {
    inside skopeo copy -q --src-tls-verify=false "$shell_image_in_registry" "oci:$(inside_path layout):v1"
    inside skopeo copy -q --src-tls-verify=false "$shell_image_in_registry" "oci:$(inside_path layout):v2"
    inside chown -R alice: "$(inside_path layout)"
    image_from "\"oci:$(inside_path layout):v2\""
}

test_an_image_may_be_a_file_in_a_registry() {
    local -r name=127.0.0.1:$CLUSTER_REGISTRY_PORT/test/file:1
    inside apptainer -q push --no-https /srv/images/test_shell_1.sif "oras://$name" >/dev/null
    image_from "\"oras://$name\""
    expect_json "$(echo out/runs/work/_latest/apptainer-images/oras/127.0.0.1/*/test/file/1.sif.json)" .digest \
        "$(digest_of_file "$root/srv/images/test_shell_1.sif")"
}

test_a_digest_names_an_image_exactly() {
    local -r image=127.0.0.1:$CLUSTER_REGISTRY_PORT/test/shell
    image_from "\"$image@$(digest_of "$image:1")\""
}

test_the_first_container_of_a_list_that_can_be_had_is_taken() {
    image_from "[\"/srv/images/missing.sif\", \"127.0.0.1:$CLUSTER_REGISTRY_PORT/test/missing:1\", \"$shell_image\"]"
}

test_the_sites_own_images_come_first() {
    mkdir -p library
    cp "$root/srv/images/test_shell_1.sif" library/registry.invalid-tools-shell-1.img
    chmod -R a-w library
    config "apptainer.image_library = [\"$(inside_path library)\"]"
    task 'echo from the library' 'container: "registry.invalid/tools/shell:1"'

    run sprocket run task.wdl

    expect_status 0
    expect_json stdout '."work.said"' 'from the library'
}

# no_image CONTAINER PATTERN [LINE...]: a run ends soon and says why; the lines are of the configuration.
no_image() {
    config "${@:3}"
    task 'true' "container: \"$1\""

    run sprocket run task.wdl

    expect_status 1
    expect_match stderr "$2"
    expect_one_screen stderr
    expect_equal "$(jobs_of_scenario '%i')" ''
}

test_a_tag_that_is_not_there_is_said() {
    no_image "127.0.0.1:$CLUSTER_REGISTRY_PORT/test/shell:none" 'no image of that name and tag'
}

test_a_name_that_is_not_well_formed_is_said() {
    no_image "127.0.0.1:$CLUSTER_REGISTRY_PORT/Test/Shell:1" 'no well-formed name'
}

test_a_registry_that_asks_for_a_login_is_said() {
    local -r port=$((CLUSTER_REGISTRY_PORT + 1))
    inside bash -c "printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: /var/lib/docker-registry}}\nhttp: {addr: 127.0.0.1:$port}\nauth: {htpasswd: {realm: r, path: /etc/registry.htpasswd}}\n' >/etc/registry-login.yml; : >/etc/registry.htpasswd"
    inside timeout 60 docker-registry serve /etc/registry-login.yml >/dev/null 2>&1 &
    wait_until 10 inside curl -s -o /dev/null "http://127.0.0.1:$port/v2/"
    no_image "127.0.0.1:$port/test/shell:1" 'asks for a login'
}

test_a_disk_without_room_for_images_is_said() {
    mkdir images
    inside mount -t tmpfs -o size=1m,uid=1000 none "$(inside_path images)"
    mend="inside umount -l $(inside_path images)"
    no_image "127.0.0.1:$CLUSTER_REGISTRY_PORT/test/shell:1" 'has only [0-9]+ KiB left' 'apptainer.image_cache_dir = "images"'
}

test_a_disk_that_an_image_fills_is_said() {
    mkdir images
    inside mount -t tmpfs -o size=66m,uid=1000 none "$(inside_path images)"
    mend="inside umount -l $(inside_path images)"
    no_image "127.0.0.1:$CLUSTER_REGISTRY_PORT/test/align:1" 'disk is full' 'apptainer.image_cache_dir = "images"'
}
