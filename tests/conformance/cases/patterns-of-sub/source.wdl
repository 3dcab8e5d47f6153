version 1.0

# POSIX extended regular expressions: the longest of the alternatives, classes, repetition, and `.` for a line break.
workflow patterns {
    output {
        Array[String] replaced = [
            sub("abcd", "a|ab|abc", "X"),
            sub("aaa", "a{2}", "b"),
            sub("a]b", "[]a]", "x"),
            sub("a-b^c", "[-^]", "_"),
            sub("foo123", "[[:digit:]]+", "#"),
            sub("a+b", "\\+", "-"),
            sub("a.b", "[.]", "-"),
            sub("ab", "(a)(b)?", "<&>"),
            sub("x.fastq.gz", "\\.fastq(\\.gz)?$", ""),
            sub("AbC", "[a-z]", ""),
            sub("a\tb", "\t", " "),
            sub("aa", "^a", "b"),
            sub("", "a", "b"),
            sub("", "^", "b"),
            sub("a\nb", "a.b", "x")
        ]
    }
}
