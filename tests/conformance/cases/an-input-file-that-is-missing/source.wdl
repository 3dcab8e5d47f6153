version 1.0

workflow one {
    input {
        File f
    }

    output {
        String text = read_string(f)
    }
}
