version 1.0

# SPEC 1.0 "Omitting Workflow Outputs": then all outputs of all calls are those of the workflow.
task double {
    input {
        Int n = 1
    }

    command <<< >>>

    output {
        Int result = n * 2
    }
}

workflow calls {
    call double

    scatter (n in [1, 2]) {
        call double as each {
            input:
                n = n
        }
    }

    if (false) {
        call double as never
    }
}
