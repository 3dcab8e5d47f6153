version 1.2

# Files and directories in the extended form have the names that it gives them.
task look {
    input {
        File file
        Directory directory
    }

    command <<<
        cd '~{directory}'
        find . -type f | sort
    >>>

    output {
        Array[String] found = read_lines(stdout())
        String name = basename(file)
        String directory_name = basename(directory)
        String text = read_string(file)
    }
}
