version 1.2

task asking {
    command <<<
        true
    >>>

    requirements {
        colour: "blue"
    }
}
