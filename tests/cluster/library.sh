# What a scenario on the cluster can say besides tests/scenarios/assertions.sh; sourced by each file of scenarios.
# The current directory is one of alice's, seen from outside.

readonly cluster=$repository/tests/cluster
source "$cluster/settings.sh"

readonly shell_image=file:///srv/images/test_shell_1.sif
readonly shell_image_in_registry=docker://127.0.0.1:$CLUSTER_REGISTRY_PORT/test/shell:1
readonly align_image=file:///srv/images/test_align_1.sif

set_up() {
    cd /
    rmdir "$work"
    work=$(mktemp -d "$root/home/alice/scenario-XXXXXX")
    chmod 755 "$work"
    inside chown alice: "${work#"$root"}"
    cd "$work"
    # Names the jobs of this scenario, among those of others that run beside it.
    prefix=$(basename "$work")
}

# mend: what a lone scenario has to put right again, however it ends; each that breaks something sets its own.
mend=true

tear_down() {
    $mend
    inside scancel --user alice --name "$(jobs_of_scenario '%j' | sort -u | paste -sd ,)" 2>/dev/null || true
    while inside umount -l "${work#"$root"}/out" 2>/dev/null; do :; done
}

inside() {
    "$cluster/inside" "$@"
}

# as_alice 'SHELL LINE': runs it inside, in the current directory.
as_alice() {
    AS_DIRECTORY=${PWD#"$root"} "$cluster/as" alice "$@"
}

sprocket() {
    as_alice "sprocket $(printf '%q ' "$@")"
}

# config [LINE...]: a sprocket.toml for the cluster; the lines are more of the backend's own keys.
config() {
    {
        echo '[run]'
        echo 'backend = "cluster"'
        echo 'output_dir = "out"'
        echo 'experimental_features_enabled = true'
        echo '[run.backends.cluster]'
        echo 'type = "slurm_apptainer"'
        echo 'interval = 1'
        echo "job_name_prefix = \"$prefix-\""
        [ "$CLUSTER_SUITE" = sid ] || echo 'containers = false'
        [ "$CLUSTER_CONTAINERS" = apptainer ] || grep -qs apptainer.executable <<<"$*" ||
            echo "apptainer.executable = \"$CLUSTER_CONTAINERS\""
        printf '%s\n' "$@"
        grep -qs default_slurm_partition <<<"$*" || echo 'default_slurm_partition = { name = "normal" }'
    } >sprocket.toml
}

# task COMMAND [REQUIREMENT...]: a document task.wdl with one task `work` that runs COMMAND in the shell image.
task() {
    local -r command=$1
    local -a requirements=("${@:2}")
    [[ "${requirements[*]}" == *container:* ]] || requirements+=("container: \"$shell_image\"")
    {
        echo 'version 1.2'
        echo 'task work {'
        printf '    command <<<\n%s\n    >>>\n' "$command"
        echo '    output {'
        echo '        String said = read_string(stdout())'
        echo '    }'
        echo '    requirements {'
        printf '        %s\n' "${requirements[@]}"
        echo '    }'
        echo '}'
    } >task.wdl
}

# scatter SHARDS COMMAND [REQUIREMENT...]: a document scatter.wdl whose call `work` runs COMMAND, which may use ~{i}.
scatter() {
    task "$2" "${@:3}"
    {
        sed 's/^    command/    input { Int i }\n&/' task.wdl
        echo 'workflow spread {'
        echo "    scatter (i in range($1)) { call work { i } }"
        echo '    output { Array[String] said = work.said }'
        echo '}'
    } >scatter.wdl
}

# start ARGUMENT...: begins `sprocket ARGUMENT...` as alice and goes on; `finish SECONDS` waits for its end.
start() {
    ran="sprocket $*"
    status='still running'
    rm -f status
    # What a shell starts in the background ignores SIGINT, unless told otherwise.
    as_alice "env --default-signal=INT,TERM,HUP sprocket $(printf '%q ' "$@") >stdout 2>stderr & echo \$! >pid
        wait \$!; echo \$? >status" &
}

finish() {
    wait_until "$1" test -s status
    status=$(cat status)
}

signal() {
    inside kill "-$1" "$(cat pid)"
}

# kill_runner: as a power failure would; it is gone, and its lock with it, when this returns.
kill_runner() {
    signal KILL
    finish 20
}

# jobs_of_scenario FORMAT: one line for each job of this scenario, each element of an array, that the controller knows.
jobs_of_scenario() {
    inside squeue -h -r -t all -u alice -o "%j|$1" | sed -n "s/^$prefix-[^|]*|//p"
}

# run_while_its_node_goes_down: runs task.wdl, and puts the node of its first job down once that runs; sets `node`.
run_while_its_node_goes_down() {
    start run task.wdl
    wait_for_job RUNNING >/dev/null
    node=$(jobs_of_scenario '%N')
    mend="inside scontrol update nodename=$node state=resume"
    inside scontrol update "nodename=$node" state=down reason=test
    finish 90
}

# wait_for_job STATE: until a job of this scenario is in that state; prints its id.
wait_for_job() {
    wait_until 30 has_job_or_end "$1"
    has_job "$1" || { status=$(cat status); fail "the run ended before a job was $1"; }
    jobs_of_scenario '%T %i' | sed -n "s/^$1 //p" | head -n 1
}

has_job_or_end() {
    has_job "$1" || [ -s status ]
}

has_job() {
    jobs_of_scenario '%T' | grep -qx "$1"
}

# expect_failure REGEX: the run failed, says why in words that match, and names the call.
expect_failure() {
    expect_status 1
    expect_match stderr "$1"
    expect_in stderr work
    expect_equal "$(cat stdout)" ''
    expect_one_screen stderr
}

expect_no_job_left() {
    wait_until 20 has_no_job_left
}

has_no_job_left() {
    ! jobs_of_scenario '%T' | grep -qE '^(PENDING|RUNNING|COMPLETING|CONFIGURING|SUSPENDED)$'
}
