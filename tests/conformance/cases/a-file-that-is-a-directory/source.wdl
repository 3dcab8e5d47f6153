version 1.2

# SPEC 1.2.1: "A `File` cannot refer to a directory nor a `Directory` to a file".
workflow kinds {
    File? folder = "folder"

    output {
        Boolean is_defined = defined(folder)
    }
}
