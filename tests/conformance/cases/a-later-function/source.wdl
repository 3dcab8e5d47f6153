version 1.0

workflow later {
    output {
        String s = sep(",", ["a", "b"])
    }
}
