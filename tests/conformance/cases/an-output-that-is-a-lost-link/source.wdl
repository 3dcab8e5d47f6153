version 1.0

task lost {
    command <<<
        ln -s nowhere sorted.bam
    >>>

    output {
        File sorted = "sorted.bam"
    }
}
