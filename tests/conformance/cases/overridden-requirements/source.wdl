version 1.2

# SPEC 1.2 "Specifying / Overriding Requirements and Hints": whatever the workflow says of nested inputs.
task resources {
    command <<<
        exit 3
    >>>

    output {
        Float cpu = task.cpu
        Int memory = task.memory
        Int code = task.return_code
    }

    requirements {
        cpu: 1
        memory: "2 GiB"
    }
}

workflow overrides {
    scatter (i in range(2)) {
        call resources
    }

    output {
        Array[Float] cpu = resources.cpu
        Array[Int] memory = resources.memory
        Array[Int] code = resources.code
    }
}
