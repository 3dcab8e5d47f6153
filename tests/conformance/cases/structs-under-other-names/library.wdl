version 1.0

struct Sample {
    Int number
}

task count {
    input {
        Sample sample
    }

    command <<<
        echo ~{sample.number}
    >>>

    output {
        Int number = read_int(stdout())
    }
}

task make {
    command <<< >>>

    output {
        Sample sample = object { number: 9 }
    }
}
