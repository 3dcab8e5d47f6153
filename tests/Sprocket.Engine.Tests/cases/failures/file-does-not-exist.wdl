version 1.3

workflow file {
    input {
        String name = "/nowhere/reads.bam"
    }

    output {
        File reads = name
    }
}
