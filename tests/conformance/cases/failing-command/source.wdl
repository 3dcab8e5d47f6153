version 1.0

# Any other code fails the run.
task ending {
    command <<<
        exit 4
    >>>
}
