version 1.2

# Requirements and hints that are given go before what the task says, and apply to every element of a scatter.
task ask {
    command <<<
        echo '~{task.memory}'
        exit 9
    >>>

    output {
        Int memory = read_int(stdout())
        Int code = task.return_code
        Float cpu = task.cpu
    }

    requirements {
        cpu: 100000
        memory: "1 KiB"
    }

    hints {
        short_task: false
    }
}

workflow asking {
    call ask
    scatter (i in range(2)) {
        call ask as more
    }

    output {
        Int memory = ask.memory
        Int code = ask.code
        Array[Int] memories = more.memory
        Float cpu = ask.cpu
    }
}
