version 1.2

task out {
    command <<<
        touch sorted.bam
    >>>

    output {
        File sorted = "sort.bam"
    }
}

workflow call_stack {
    scatter (sample in ["a"]) {
        call out
    }
}
