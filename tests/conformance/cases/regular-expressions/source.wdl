version 1.2

# POSIX extended expressions with backreferences in the replacement.
workflow patterns {
    output {
        String? found = find("sample_12.bam", "[0-9]+")
        String? lost = find("sample", "[0-9]+")
        Boolean is_match = matches("sample_12.bam", "\\.bam$")
        String swapped = sub("left-right", "([a-z]+)-([a-z]+)", "\\2-\\1")
        String every = sub("a.b.c", "\\.", "/")
    }
}
