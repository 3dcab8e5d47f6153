version 1.2

workflow joining {
    input {
        String second = "/b"
    }

    output {
        String path = join_paths("/a", second)
    }
}
