version 1.0

task three {
    command <<<
        exit 3
    >>>

    output {
        Boolean done = true
    }

    runtime {
        returnCodes: [1, 3]
    }
}

task any {
    command <<<
        exit 4
    >>>

    output {
        Boolean done = true
    }

    runtime {
        returnCodes: "*"
    }
}

task five {
    command <<<
        exit 5
    >>>

    output {
        Boolean done = true
    }
}

workflow codes {
    call three
    call any
    call five

    output {
        Array[Boolean] done = [three.done, any.done, five.done]
    }
}
