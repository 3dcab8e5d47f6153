version 1.0

workflow wrong {
    output {
        String result = sub("a", "(", "b")
    }
}
