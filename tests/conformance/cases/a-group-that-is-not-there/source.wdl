version 1.2

workflow replacing {
    output {
        String text = sub("ab", "(a)", "\\2")
    }
}
