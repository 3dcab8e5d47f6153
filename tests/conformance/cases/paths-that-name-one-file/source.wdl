version 1.3

# Paths are equal when they name the same file, and what may be missing is `None`.
workflow paths {
    input {
        File a
        File b
        Directory d
        Directory e
    }

    File? missing = "nowhere.txt"
    File? there = "d/f.txt"

    output {
        Boolean same_files = a == b
        Boolean same_directories = d == e
        Boolean same_arrays = [a] == [b]
        Boolean as_text = a == "d/f.txt"
        Boolean is_missing = defined(missing)
        String content = read_string(select_first([there]))
    }
}
