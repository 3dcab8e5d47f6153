version 1.0

# A file that the command did not make is `None` where the output may be, and files of a pattern come in order.
task optionals {
    command <<<
        touch b.txt a.txt C.txt
        mkdir d.txt
        echo err >&2
    >>>

    output {
        File? missing = "none.txt"
        File? there = "a.txt"
        Array[File?] some = ["a.txt", "none.txt"]
        Array[File] all = glob("*.txt")
        Array[File] nothing = glob("*.bam")
        String said = read_string(stderr())
    }
}
