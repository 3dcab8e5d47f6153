version 1.2

# SPEC 1.2 "File, Directory, and Optional Outputs": what does not exist is `None`; "glob" finds links that lead nowhere (1.2.1).
task links {
    command <<<
        touch there
        ln -s there found.txt
        ln -s nowhere lost.txt
        ln -s round.txt about.txt
        ln -s about.txt round.txt
    >>>

    output {
        File? found = "found.txt"
        File? lost = "lost.txt"
        File? round = "round.txt"
        Array[File?] some = ["lost.txt", "there"]
        Int count = length(glob("*.txt"))
        Array[File] matched = glob("[fl]*.txt")
    }
}
