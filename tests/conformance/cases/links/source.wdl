version 1.0

# Links to files are files; those to directories and those that lead nowhere are not, but for `glob` the latter are.
task links {
    command <<<
        mkdir folder
        echo text >file.txt
        ln -s file.txt link.txt
        ln -s folder way.txt
        ln -s nowhere lost.txt
    >>>

    output {
        File link = "link.txt"
        String text = read_string("link.txt")
        Float bytes = size("link.txt")
        File? lost = "lost.txt"
        Array[File?] some = ["lost.txt", "link.txt"]
        Int count = length(glob("*.txt"))
    }
}
