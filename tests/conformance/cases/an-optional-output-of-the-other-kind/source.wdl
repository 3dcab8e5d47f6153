version 1.2

task folder {
    command <<<
        mkdir sorted
    >>>

    output {
        File? sorted = "sorted"
    }
}
