# Tasks in containers on one machine, without Slurm's help.
source "$repository/tests/cluster/library.sh"

# here: a sprocket.toml for this machine alone.
here() {
    cat >sprocket.toml <<END
[run]
backend = "here"
output_dir = "out"
[run.backends.here]
type = "apptainer"
apptainer.executable = "$CLUSTER_CONTAINERS"
END
}

test_a_task_runs_in_its_container_on_this_machine() {
    here
    printf 'odd content' >'an odd, name'
    task 'test -e /.singularity.d; echo "in a container: $?, with $(cat "~{file}") by $(id -un)"'
    sed -i 's/^    command/    input { File file }\n&/' task.wdl

    run sprocket run task.wdl 'file=an odd, name'

    expect_status 0
    expect_json stdout '."work.said"' 'in a container: 0, with odd content by alice'
    expect_in stderr 'apptainer ('
    expect_equal "$(jobs_of_scenario '%i')" ''
}

test_a_task_that_fails_in_its_container_on_this_machine_says_so() {
    here
    task 'echo "what went wrong" >&2; exit 7'

    run sprocket run task.wdl

    expect_failure 'code 7'
    expect_in stderr 'what went wrong'
}

test_an_image_that_is_not_there_is_named_on_this_machine() {
    here
    task 'echo never' 'container: "file:///srv/images/no_such.sif"'

    run sprocket run task.wdl

    expect_failure '/srv/images/no_such.sif'
}

test_an_interrupt_ends_the_containers_on_this_machine() {
    here
    task "echo '$prefix' >mark; exec sleep 3217"

    start run task.wdl
    wait_until 60 has_mark
    signal INT
    sleep 1
    signal INT
    finish 30

    expect_status 130
    wait_until 20 has_no_sleep
}

test_a_run_that_is_killed_on_this_machine_is_taken_up() {
    here
    task "echo '$prefix' >>mark; sleep 6; echo done"

    start run task.wdl
    wait_until 60 has_mark
    kill_runner
    start resume out/runs/work/_latest
    finish 120

    expect_status 0
    expect_json stdout '."work.said"' done
}

has_mark() {
    [ -s out/runs/work/_latest/attempts/0/work/mark ]
}

has_no_sleep() {
    ! inside pgrep -x -f 'sleep 3217' >/dev/null
}
