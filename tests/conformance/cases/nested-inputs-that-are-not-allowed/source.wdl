version 1.1

task say {
    input {
        String word = "nothing"
    }

    command <<<
        echo '~{word}'
    >>>
}

workflow nested {
    call say
}
