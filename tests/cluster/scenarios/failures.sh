# What goes wrong in a job: each is a failure of the run, named as what it was, whatever Slurm's exit code says.
source "$repository/tests/cluster/library.sh"

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

    run sprocket run task.wdl --set run.task.retry.out_of_memory.times=0

    expect_failure '[Oo]ut of memory|OUT_OF_MEMORY'
}

test_a_task_beyond_its_memory_fails_even_when_it_goes_on() {
    config
    task 'awk "BEGIN { s = \"x\"; while (length(s) < 400000000) { s = s s } }" || true; exit 0' 'memory: "100 MiB"'

    run sprocket run task.wdl --set run.task.retry.out_of_memory.times=0

    expect_failure '[Oo]ut of memory|OUT_OF_MEMORY'
}

test_a_task_beyond_its_time_limit_fails_as_timed_out() {
    config 'sbatch.args = ["--time=1"]'
    task 'sleep 200'

    run sprocket run task.wdl

    expect_failure '[Tt]ime limit|TIMEOUT|[Tt]imed out'
}

test_a_task_that_outlives_the_warning_of_its_time_limit_fails_as_timed_out() {
    config 'sbatch.args = ["--time=1"]'
    task 'trap "echo saved; exit 0" TERM; echo begun; while :; do sleep 1; done'

    run sprocket run task.wdl

    expect_failure '[Tt]ime limit|TIMEOUT|[Tt]imed out'
    expect_in stderr 'in the end TIMEOUT'
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
    [ "$CLUSTER_ACCOUNTING" = none ] || expect_in stderr 'by an administrator (root)'
}

test_a_job_canceled_while_it_waits_fails_the_run() {
    local job
    config 'sbatch.args = ["--begin=now+1hour"]'
    task 'echo never'

    start run task.wdl
    job=$(wait_for_job PENDING)
    as_alice "scancel $job"
    finish 60

    expect_failure '[Cc]ancell?ed|CANCELLED'
    expect_in stderr "$job"
    expect_in stderr 'before it began to run'
    [ "$CLUSTER_ACCOUNTING" = none ] || expect_in stderr 'by user 1000'
}

test_a_job_whose_deadline_passes_fails_the_run() {
    local job
    config 'sbatch.args = ["--nodelist=n4", "--exclusive", "--time=10"]'
    task 'echo never'
    as_alice "sbatch --parsable --job-name $prefix-before --nodelist n4 --mem 50 -t 5 -o /dev/null --wrap 'sleep 100'" >/dev/null
    wait_for_job RUNNING >/dev/null

    start run task.wdl
    job=$(wait_for_job PENDING)
    inside scontrol update "jobid=$job" deadline=now+2
    finish 60

    expect_failure 'deadline passed'
    expect_in stderr 'in the end DEADLINE'
}

test_a_job_that_waits_for_what_never_comes_fails_the_run() {
    config 'default_slurm_partition = { name = "short" }' 'sbatch.args = ["--time=120"]' 'pending_grace = 3'
    task 'echo never'

    run sprocket run task.wdl

    expect_failure 'would have waited for ever'
    expect_in stderr PartitionTimeLimit
    expect_no_job_left
}

test_a_job_that_is_held_is_explained_and_runs_when_it_is_let_go() {
    local job
    config 'sbatch.args = ["--hold"]'
    task 'echo done'

    start run task.wdl
    job=$(wait_for_job PENDING)
    wait_until 20 grep -q 'held until you let it go' stderr
    as_alice "scontrol release $job"
    finish 60

    expect_status 0
    expect_json stdout '."work.said"' done
}

test_a_job_that_is_put_back_into_the_queue_is_run_as_another() {
    local job
    config
    task 'sleep 15; echo done'

    start run task.wdl
    job=$(wait_for_job RUNNING)
    inside scontrol update "jobid=$job" requeue=1
    inside scontrol requeue "$job"
    finish 90

    expect_status 0
    expect_json stdout '."work.said"' done
    expect_in stderr 'trying again'
    expect_no_job_left
}

test_a_job_step_that_is_killed_is_no_success() {
    config
    task 'sleep 15; echo done'

    start run task.wdl
    wait_for_job RUNNING >/dev/null
    wait_until 12 inside pkill -KILL -f "sprocket job .*$prefix/"
    finish 90

    expect_status 0
    expect_json stdout '."work.said"' done
    expect_match stderr 'node failed.*trying again'
}

test_what_no_node_has_is_refused_before_anything_is_submitted() {
    config
    task 'echo never' 'memory: "20 GiB"'

    run sprocket run task.wdl

    expect_status '[12]'
    expect_match stderr '20 GiB.*15\.6 GiB'
    expect_equal "$(jobs_of_scenario '%i')" ''
}

test_an_output_that_is_not_there_fails_the_run() {
    config
    task 'true'
    sed -i 's/String said = .*/File said = "missing.txt"/' task.wdl

    run sprocket run task.wdl

    expect_failure 'missing\.txt'
}

lone_test_a_node_that_stops_answering_fails_the_run() {
    local job
    config 'sbatch.args = ["--nodelist=n3"]'
    sed -i 's/^\[run.backends/[run.task.retry]\ninfrastructure = 0\n&/' sprocket.toml
    task 'sleep 200'

    start run task.wdl
    job=$(wait_for_job RUNNING)
    mend=mend_node
    inside bash -c 'kill -KILL $(cat /run/slurmd-n3.pid)'
    finish 120

    expect_failure '[Nn]ode fail|NODE_FAIL|[Nn]ode .*(down|failed)'
    expect_in stderr "$job"
}

# The slurmd that was killed left the job's processes behind.
mend_node() {
    inside pkill -KILL -f "sprocket job .*$prefix/" || true
    inside --daemon slurmd -N n3

    # It answers again, whether or not it still has jobs of others; `down*` and `idle*` are states of nodes that do not.
    (wait_until 60 sh -c '"$1/inside" sinfo -h -n n3 -o %t | grep -qxE "idle|mix|alloc|comp"' sh "$cluster") || true
}

lone_test_a_node_that_cannot_prepare_a_job_is_passed_over() {
    config
    task 'echo done'
    mend=mend_prologue
    printf '#!/bin/sh\n[ "$SLURMD_NODENAME" != n1 ]\n' >"$root/etc/slurm/prologue"
    chmod 755 "$root/etc/slurm/prologue"
    echo Prolog=/etc/slurm/prologue >>"$root/etc/slurm/slurm.conf"
    inside scontrol reconfigure

    run sprocket run task.wdl

    expect_status 0
    expect_json stdout '."work.said"' done
}

mend_prologue() {
    sed -i /^Prolog=/d "$root/etc/slurm/slurm.conf"
    inside scontrol reconfigure
    inside scontrol update nodename=n1 state=resume || true
}

# The cluster's ids begin again, so that the accounts tell of other jobs.
lone_test_a_job_that_the_controller_has_lost_is_run_as_another() {
    config
    task 'sleep ~{if task.attempt == 0 then 100 else 0}; echo done'

    start run task.wdl
    wait_for_job RUNNING >/dev/null
    mend=mend_nodes
    inside bash -c 'pid=$(cat /run/slurmctld.pid); kill -KILL $pid; tail --pid=$pid -f /dev/null
        rm -f /var/spool/slurmctld/job_state*
        slurmctld -i'
    wait_until 20 inside scontrol ping
    finish 180

    expect_status 0
    expect_json stdout '."work.said"' done
    expect_match stderr 'node failed.*trying again'
}

# A controller that was killed takes up the state of the nodes that it had last saved: one may be drained again.
mend_nodes() {
    inside scontrol update nodename=n1 state=resume 2>/dev/null || true
}

lone_test_a_job_whose_node_goes_down_is_run_on_another() {
    local node
    config
    task 'sleep 5; echo done'

    run_while_its_node_goes_down

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
