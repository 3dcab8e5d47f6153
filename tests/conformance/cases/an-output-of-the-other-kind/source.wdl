version 1.0

task folder {
    command <<<
        mkdir sorted
    >>>

    output {
        File sorted = "sorted"
    }
}
