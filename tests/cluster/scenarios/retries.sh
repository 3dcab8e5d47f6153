# Which failures are tried again, and with what.
source "$repository/tests/cluster/library.sh"

# retry LINE: a key of [run.task.retry], after `config`.
retry() {
    sed -i "s/^\[run.backends/[run.task.retry]\n$1\n&/" sprocket.toml
}

test_a_task_that_ran_out_of_memory_gets_more() {
    config
    task 'head -c 220000000 /dev/zero | tail -c 220000000 >/dev/null; echo "with ~{task.memory}"' 'memory: "200 MiB"'

    run sprocket run task.wdl

    expect_status 0
    expect_json stdout '."work.said"' 'with 419430400'
    expect_match stderr 'out of memory.*trying again.*retry 1 of 1: memory 200 MiB → 400 MiB'
    expect_equal "$(jobs_of_scenario '%m' | sort)" "$(printf '200M\n400M')"
    test -e out/runs/work/_latest/attempts/0/outcome.json || fail 'the first attempt left no directory'
}

test_a_task_gets_no_more_memory_than_its_partition_has() {
    config 'default_slurm_partition = { name = "normal", max_memory_per_task = "250 MiB" }'
    retry 'out_of_memory = { times = 5, memory_factor = 1.2 }'
    task 'head -c 400000000 /dev/zero | tail -c 400000000 >/dev/null; echo done' 'memory: "200 MiB"'

    run sprocket run task.wdl

    expect_status 1
    expect_match stderr 'memory 200 MiB → 240 MiB'
    expect_match stderr 'memory 240 MiB → 250 MiB'
    expect_match stderr 'failed 3 times.*[Oo]ut of memory'
    expect_equal "$(jobs_of_scenario '%m' | sort)" "$(printf '200M\n240M\n250M')"
}

test_a_run_that_is_taken_up_keeps_the_memory_of_the_retry() {
    config
    task 'head -c 220000000 /dev/zero | tail -c 220000000 >/dev/null; sleep 6; echo "with ~{task.memory}"' 'memory: "200 MiB"'

    start run task.wdl
    wait_until 60 grep -q 'attempt 2).*running' stderr
    kill_runner
    run sprocket resume out/runs/work/_latest

    expect_status 0
    expect_json stdout '."work.said"' 'with 419430400'
    expect_equal "$(jobs_of_scenario '%m' | sort)" "$(printf '200M\n400M')"
}

lone_test_a_node_that_failed_is_avoided() {
    local node
    config
    task '[ ~{task.attempt} = 1 ] || sleep 200; echo done'

    run_while_its_node_goes_down

    expect_status 0
    expect_match stderr "node failed.*retry 1 of 3: node $node excluded"
    expect_equal "$(inside scontrol show job -o "$(jobs_of_scenario '%i' | sort -n | tail -n 1)" | grep -o 'ExcNodeList=[^ ]*')" "ExcNodeList=$node"
}

lone_test_a_preempted_job_spends_no_retry_of_the_task() {
    config 'default_slurm_partition = { name = "low" }' 'sbatch.args = ["--nodelist=n1"]'
    retry 'preempted = 1'
    task 'case ~{task.attempt} in 0) sleep 200 ;; 1) exit 1 ;; esac; echo done' 'max_retries: 1'

    start run task.wdl
    wait_for_job RUNNING
    "$cluster/as" bob 'sbatch --parsable -p high -w n1 --exclusive -o /dev/null --wrap "sleep 2"' >/dev/null
    wait_for_job PREEMPTED
    finish 120

    expect_status 0
    expect_json stdout '."work.said"' done
    expect_match stderr 'preempted.*retry 1 of 1'
    expect_match stderr 'attempt 2\): failed.*retry 1 of 1'
}
