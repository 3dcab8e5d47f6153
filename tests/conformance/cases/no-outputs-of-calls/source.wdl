version 1.1

# SPEC 1.1 "Workflow Outputs": "if the `output {...}` section is omitted … the workflow has no outputs".
task double {
    command <<< >>>

    output {
        Int result = 2
    }
}

workflow calls {
    call double
}
