version 1.2

workflow kinds {
    Directory letters = "letters.txt"

    output {
        String name = basename(letters)
    }
}
