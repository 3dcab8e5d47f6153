version 1.2

task look {
  input {
    File renamed
    Directory built
  }
  command <<<
    basename ~{renamed} > name
    cat ~{renamed} >> name
    (cd ~{built} && find . -type f | sort) > listing
  >>>
  output {
    Array[String] name = read_lines("name")
    Array[String] listing = read_lines("listing")
    String directory = basename(built)
  }
}
