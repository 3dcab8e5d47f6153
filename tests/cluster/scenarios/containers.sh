# What goes wrong with a container before its command begins.
source "$repository/tests/cluster/library.sh"

test_an_image_that_may_not_be_read_is_named() {
    config
    cp "$root/srv/images/test_shell_1.sif" mine.sif
    chmod 000 mine.sif
    task 'echo never' "container: \"file://${work#"$root"}/mine.sif\""

    run sprocket run task.wdl

    expect_status '[13]'
    expect_in stderr mine.sif
    expect_match stderr '[Pp]ermission|may not be read'
    expect_one_screen stderr
}

test_an_input_that_is_gone_when_the_job_begins_is_named() {
    local job
    config 'sbatch.args = ["--hold"]'
    task 'cat ~{file}'
    sed -i 's/^task work {/&\n    input { File file }/' task.wdl
    echo data >data.txt

    start run task.wdl file=data.txt
    job=$(wait_for_job PENDING)
    rm data.txt
    as_alice "scontrol release $job"
    finish 60

    expect_failure 'did not start'
    expect_in stderr data.txt
}
