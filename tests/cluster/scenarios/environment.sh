# What is wrong around a run: said before anything is submitted where it can be, in one screen, with the remedy.
source "$repository/tests/cluster/library.sh"

expect_refusal() {
    expect_status "$1"
    expect_match stderr "$2"
    expect_one_screen stderr
    expect_equal "$(jobs_of_scenario '%i')" ''
}

test_the_backend_must_be_allowed_first() {
    config
    sed -i '/experimental/d' sprocket.toml
    task 'true'

    run sprocket run task.wdl

    expect_refusal 2 'experimental_features_enabled = true'
}

test_without_sbatch_nothing_runs() {
    config
    task 'true'

    run as_alice 'mkdir bin && ln -s /bin/true bin/apptainer && PATH=$PWD/bin /usr/local/bin/sprocket run task.wdl'

    expect_refusal 3 'sbatch'
}

test_a_partition_that_is_not_there_is_named() {
    config 'default_slurm_partition = { name = "nowhere" }'
    task 'true'

    run sprocket run task.wdl

    expect_refusal '[123]' 'nowhere'
}

test_more_than_the_partition_allows_is_refused() {
    config 'default_slurm_partition = { name = "normal", max_cpu_per_task = 4 }'
    task 'true' 'cpu: 6'

    run sprocket run task.wdl

    expect_refusal '[12]' '\b6\b.*\b4\b'
}

test_an_image_file_that_is_not_there_is_named() {
    config
    task 'true' 'container: "file:///srv/images/missing.sif"'

    run sprocket run task.wdl

    expect_refusal '[123]' '/srv/images/missing\.sif'
}

test_an_image_that_the_registry_does_not_have_is_named() {
    config
    task 'true' "container: \"docker://127.0.0.1:$CLUSTER_REGISTRY_PORT/test/missing:1\""

    run sprocket run task.wdl

    expect_refusal '[123]' 'test/missing:1'
}

test_a_node_without_apptainer_is_named() {
    config 'default_slurm_partition = { name = "bare" }' 'apptainer.executable = "/opt/site/bin/apptainer"'
    sed -i 's/^\[run.backends/[run.task.retry]\ninfrastructure = 0\n&/' sprocket.toml
    task 'true'

    run sprocket run task.wdl

    expect_status '[13]'
    expect_in stderr '/opt/site/bin/apptainer'
    expect_in stderr "n$CLUSTER_NODES"
    expect_one_screen stderr
}

# Each of the shards takes a whole node, and one of these is the node without it.
lone_test_a_node_without_apptainer_is_passed_over() {
    config 'apptainer.executable = "/opt/site/bin/apptainer"'
    scatter "$CLUSTER_NODES" 'sleep 5; echo ~{i}' "cpu: $CLUSTER_CPUS"

    run sprocket run scatter.wdl

    expect_status 0
    expect_match stderr "was not found on this node.*trying again.*node n$CLUSTER_NODES excluded"
}

test_an_output_directory_that_cannot_be_written_is_named() {
    config
    task 'true'

    run sprocket run task.wdl -o /srv/nowhere

    expect_refusal 3 '/srv/nowhere'
}

test_a_disk_that_is_full_from_the_start_is_said() {
    config
    task 'true'
    mkdir out
    inside mount -t tmpfs -o size=64k,uid=1000 none "${work#"$root"}/out"

    run sprocket run task.wdl

    expect_refusal 3 'No space left|disk (is )?full'
}

test_a_disk_that_a_task_fills_is_said() {
    config
    task 'head -c 60000000 /dev/zero >large'
    mkdir out
    inside mount -t tmpfs -o size=30m,uid=1000 none "${work#"$root"}/out"

    run sprocket run task.wdl

    expect_status '[13]'
    expect_match stderr 'No space left|disk (is )?full'
    expect_one_screen stderr
}

lone_test_a_controller_that_does_not_answer_is_said() {
    config
    task 'true'
    stop_controller

    run sprocket run task.wdl
    start_controller

    expect_refusal 3 'controller'
}

lone_test_a_controller_that_goes_away_for_a_while_does_no_harm() {
    config
    task 'sleep 3; echo done'

    start run task.wdl
    wait_for_job RUNNING >/dev/null
    stop_controller
    sleep 8
    start_controller
    finish 90

    expect_status 0
    expect_json stdout '."work.said"' done
}

stop_controller() {
    mend=start_controller
    inside bash -c 'pid=$(cat /run/slurmctld.pid); kill $pid; tail --pid=$pid -f /dev/null'
}

start_controller() {
    mend=true
    inside --daemon slurmctld
    wait_until 20 inside scontrol ping
}

test_a_prologue_that_fails_is_named() {
    config 'job_prologue = "echo no such module >&2; exit 3"'
    sed -i 's/^\[run.backends/[run.task.retry]\ninfrastructure = 0\n&/' sprocket.toml
    task 'echo never'

    run sprocket run task.wdl

    expect_failure 'ended in .job_prologue. \(FAILED, exit code 3:0\).*no such module'
}
