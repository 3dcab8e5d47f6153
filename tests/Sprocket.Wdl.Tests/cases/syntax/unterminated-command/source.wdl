version 1.1

task t {
  command <<<
    echo >> x
  }
}

task u {
  command { }
}
