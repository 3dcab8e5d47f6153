version 1.0

task forms {
    input {
        String word = "v"
        Array[Int] numbers = [1, 2]
        String? absent
    }

    command {
        printf '%s|' ${word} ~{word} $HOME_OF_NOBODY \}
        printf '%s\n' "${if defined(absent) then "some" else "none"}"
    }

    output {
        String result = read_string(stdout())
    }
}

task heredoc {
    input {
        String word = "v"
        Int? count
    }

    command <<<
        y=1
        printf '%s|' ${y} $((y + 1)) ~{word} '\~{word}' '{' '}' a \
            b
        # ~{word}
        printf '%s|' "[~{count}]" ~{"-n " + count} end
        echo
        cat <<TEXT
          indented ~{word}
        TEXT
    >>>

    output {
        Array[String] lines = read_lines(stdout())
    }
}

workflow commands {
    call forms
    call heredoc

    output {
        String braces = forms.result
        Array[String] lines = heredoc.lines
    }
}
