# What goes wrong in a job: each is a failure of the run, named as what it was, whatever Slurm's exit code says.
source "$repository/tests/cluster/library.sh"

# expect_failure REGEX: the run failed, says why in words that match, and names the call.
expect_failure() {
    expect_status 1
    expect_match stderr "$1"
    expect_in stderr work
    expect_equal "$(cat stdout)" ''
    expect_one_screen stderr
}

test_a_task_that_exits_with_a_code_fails_the_run() {
    config
    task 'echo "the last words" >&2; exit 3'

    run sprocket run task.wdl

    expect_failure 'exit(ed)? .*\b3\b'
    expect_in stderr 'the last words'
    expect_in stderr "${work#"$root"}/out/runs/work/"
}

test_a_task_that_a_signal_ends_fails_the_run() {
    config
    task 'kill -KILL $$'

    run sprocket run task.wdl

    expect_failure '137|SIGKILL|signal 9|killed'
}

test_a_return_code_that_is_accepted_is_no_failure() {
    config
    task 'echo fine; exit 3' 'return_codes: [0, 3]'

    run sprocket run task.wdl

    expect_status 0
    expect_json stdout '."work.said"' fine
}

test_a_task_beyond_its_memory_fails_as_out_of_memory() {
    config
    task 'awk "BEGIN { s = \"x\"; while (length(s) < 400000000) { s = s s } }"' 'memory: "100 MiB"'

    run sprocket run task.wdl

    expect_failure '[Oo]ut of memory|OUT_OF_MEMORY'
}

test_a_task_beyond_its_memory_fails_even_when_it_goes_on() {
    config
    task 'awk "BEGIN { s = \"x\"; while (length(s) < 400000000) { s = s s } }" || true; exit 0' 'memory: "100 MiB"'

    run sprocket run task.wdl

    expect_failure '[Oo]ut of memory|OUT_OF_MEMORY'
}

test_a_task_beyond_its_time_limit_fails_as_timed_out() {
    config 'sbatch.args = ["--time=1"]'
    task 'sleep 200'

    run sprocket run task.wdl

    expect_failure '[Tt]ime limit|TIMEOUT|[Tt]imed out'
}

test_a_job_canceled_while_it_runs_fails_the_run() {
    local job
    config
    task 'sleep 200'

    start run task.wdl
    job=$(wait_for_job RUNNING)
    inside scancel "$job"
    finish 60

    expect_failure '[Cc]ancell?ed|CANCELLED'
    expect_in stderr "$job"
}

test_a_job_canceled_while_it_waits_fails_the_run() {
    local job
    config 'sbatch.args = ["--begin=now+1hour"]'
    task 'echo never'

    start run task.wdl
    job=$(wait_for_job PENDING)
    inside scancel "$job"
    finish 60

    expect_failure '[Cc]ancell?ed|CANCELLED'
    expect_in stderr "$job"
}

test_an_output_that_is_not_there_fails_the_run() {
    config
    task 'true'
    sed -i 's/String said = .*/File said = "missing.txt"/' task.wdl

    run sprocket run task.wdl

    expect_failure 'missing\.txt'
}

lone_test_a_node_that_goes_down_fails_the_run() {
    local job
    config 'sbatch.args = ["--nodelist=n3"]'
    task 'sleep 200'

    start run task.wdl
    job=$(wait_for_job RUNNING)
    mend='inside scontrol update nodename=n3 state=resume'
    inside scontrol update nodename=n3 state=down reason=test
    finish 60

    expect_failure '[Nn]ode fail|NODE_FAIL|[Nn]ode .*(down|failed)'
    expect_in stderr "$job"
}

lone_test_a_job_whose_node_goes_down_is_run_on_another() {
    local node
    config
    task 'sleep 5; echo done'

    start run task.wdl
    wait_for_job RUNNING >/dev/null
    node=$(jobs_of_scenario '%N')
    mend="inside scontrol update nodename=$node state=resume"
    inside scontrol update "nodename=$node" state=down reason=test
    finish 90

    expect_status 0
    expect_json stdout '."work.said"' done
    expect_match stderr 'node failed.*trying again'
    expect_equal "$(jobs_of_scenario '%N' | sort -u | wc -l)" 2
}

lone_test_a_job_that_is_preempted_is_submitted_again() {
    config 'default_slurm_partition = { name = "low" }' 'sbatch.args = ["--nodelist=n1"]'
    task 'sleep 5; echo done'

    start run task.wdl
    wait_for_job RUNNING
    "$cluster/as" bob 'sbatch --parsable -p high -w n1 --exclusive -o /dev/null --wrap "sleep 2"' >/dev/null
    wait_for_job PREEMPTED
    finish 120

    expect_status 0
    expect_json stdout '."work.said"' done
    expect_match stderr '[Pp]reempted'
}
