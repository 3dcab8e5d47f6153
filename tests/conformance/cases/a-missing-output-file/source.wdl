version 1.0

task forgetful {
    command <<<
        echo nothing
    >>>

    output {
        File f = "forgotten.txt"
    }
}
