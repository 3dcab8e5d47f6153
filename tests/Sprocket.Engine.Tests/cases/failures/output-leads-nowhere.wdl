version 1.0

task link {
    command <<<
        ln -s nowhere sorted.bam
    >>>

    output {
        File sorted = "sorted.bam"
    }
}

workflow lost {
    call link
}
