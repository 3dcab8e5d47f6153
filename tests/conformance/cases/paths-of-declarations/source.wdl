version 1.2

# SPEC 1.2.1: an optional path that does not exist is `None`, another need not exist until it is read; a path is compared as a path.
workflow paths {
    File? absent = "absent.txt"
    Directory? no_folder = "absent"
    Array[File?] some = ["absent.txt", "letters.txt"]
    File unread = "absent.txt"
    File letters = "letters.txt"
    Directory folder = "folder/"

    output {
        Array[Boolean] known = [defined(absent), defined(no_folder)]
        Int count = length(select_all(some))
        String name = basename(unread)
        Array[Boolean] same = [letters == "./letters.txt", letters == "folder/../letters.txt", letters != "absent.txt", folder == "folder"]
        String folder_name = basename("~{folder}")
    }
}
