version 1.2

workflow heading {
    output {
        File f = write_tsv([["a", "b"]], true, ["one"])
    }
}
