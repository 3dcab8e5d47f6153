version 1.0

task make {
    input {
        Boolean wanted
    }

    command <<<
        if ~{wanted}; then echo made >file.txt; fi
    >>>

    output {
        File? file = "file.txt"
    }
}

task read {
    input {
        File? file
    }

    command <<<
        ~{if defined(file) then "cat " + file else "echo none"}
    >>>

    output {
        String text = read_string(stdout())
    }
}

workflow optionals {
    scatter (wanted in [true, false]) {
        call make {
            input:
                wanted = wanted
        }
        call read {
            input:
                file = make.file
        }
    }

    output {
        Array[String] texts = read.text
        Array[File?] files = make.file
        Array[File] made = select_all(make.file)
    }
}
