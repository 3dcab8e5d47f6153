version 1.1

workflow pairs {
    output {
        File f = write_json((1, 2))
    }
}
