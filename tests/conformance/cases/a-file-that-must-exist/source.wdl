version 1.3

workflow existing {
    File f = "nowhere.txt"

    output {
        String name = basename(f)
    }
}
