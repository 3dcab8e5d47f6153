version 1.2

task ending {
    command <<<
        exit 0
    >>>

    requirements {
        return_codes: [1, 2]
    }
}
