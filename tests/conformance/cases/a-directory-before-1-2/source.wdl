version 1.1

task early {
    input {
        Directory d
    }

    command <<<
        ls '~{d}'
    >>>
}
