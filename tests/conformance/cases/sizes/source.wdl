version 1.2

struct Files {
    File one
    Array[File] more
}

# The sizes of files, of what holds files, of directories, and of nothing.
workflow sizes {
    input {
        Files files
        Directory directory
        File? absent
        String? absent_text
    }

    String? text = "~{directory}"

    output {
        Float bytes = size(files.one)
        Float kilo = size(files.one, "KB")
        Float kibi = size(files.one, "KiB")
        Float of_struct = size(files)
        Float of_map = size({"a": (1, files.one)})
        Float of_directory = size(directory)
        Float of_a_text = size("~{directory}")
        Float of_a_text_in_json = size(read_json(write_json("~{directory}")))
        Float of_an_optional_text = size(text) + size(absent_text, "MB")
        Float of_nothing = size(absent) + size([absent])
    }
}
