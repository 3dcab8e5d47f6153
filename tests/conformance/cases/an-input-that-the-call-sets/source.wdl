version 1.1

# SPEC "Computing Call Inputs": "It is not allowed to override a call input at runtime, even if nested inputs are allowed".
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
    meta {
        allowNestedInputs: true
    }

    call double {
        input:
            n = 2
    }

    output {
        Int result = double.result
    }
}
