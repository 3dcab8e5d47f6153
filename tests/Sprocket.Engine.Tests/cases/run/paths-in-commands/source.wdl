version 1.2

task paths {
  String made = join_paths("sub", "made.txt")

  command <<<
    mkdir sub
    echo made > ~{made}
    cat ~{join_paths("sub", "made.txt")}
    echo a > "a space.txt"
    echo b > "a [bracket].txt"
    echo c > plain.txt
  >>>

  output {
    String read = read_string(stdout())
    File made_file = made
    Array[File] spaces = glob("a *.txt")
    Array[File] brackets = glob("a \\[*.txt")
    Array[File] none = glob("no such *")
  }
}

workflow w {
  call paths
  output {
    String read = paths.read
    File made = paths.made_file
    Array[File] spaces = paths.spaces
    Array[File] brackets = paths.brackets
    Array[File] none = paths.none
  }
}
