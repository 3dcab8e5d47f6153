version 1.3

task count {
    command <<<
    >>>

    output {
        Int result = 1
        Boolean done = true
    }
}

task name {
    command <<<
    >>>

    output {
        String result = "one"
        Boolean done = true
    }
}

# The outputs of calls are promoted as declarations are, and must have a common type whether or not they are used.
workflow choosing {
    input {
        Boolean counts
    }

    if (counts) {
        call count as step
    } else {
        call name as step
    }

    output {
        Boolean done = step.done
    }
}
